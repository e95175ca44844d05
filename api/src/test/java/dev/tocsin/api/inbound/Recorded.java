package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What SES sends, in the shapes of its documentation's examples. */
final class Recorded {
  private Recorded() {}

  /** About the mail that SES calls {@code MESSAGE-ID}, sent to jane@example.com. */
  static String notification(String name) {
    try (InputStream file =
        Objects.requireNonNull(Recorded.class.getResourceAsStream("/ses/" + name + ".json"))) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String notification(String name, String messageId) {
    return notification(name).replace("MESSAGE-ID", messageId);
  }
}
