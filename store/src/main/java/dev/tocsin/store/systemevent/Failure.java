package dev.tocsin.store.systemevent;

import dev.tocsin.store.failure.ErrorClass;
import org.jspecify.annotations.Nullable;

/** What a delivery failed of, in a few words for a title. */
final class Failure {
  private Failure() {}

  static String words(@Nullable Integer httpStatus, ErrorClass errorClass) {
    if (httpStatus != null) {
      return "HTTP " + httpStatus;
    }
    return switch (errorClass) {
      case TIMEOUT -> "no answer in time";
      case CONNECTION -> "no connection";
      case DNS -> "host not found";
      case TLS -> "no TLS connection";
      case FORBIDDEN_ADDRESS -> "its address is not allowed";
      case CONTRACT -> "the event does not fit its contract";
      case HTTP_4XX, HTTP_5XX, HTTP_OTHER, OTHER -> "it was refused";
    };
  }
}
