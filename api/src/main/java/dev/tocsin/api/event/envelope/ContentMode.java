package dev.tocsin.api.event.envelope;

import dev.tocsin.api.errors.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a request carries what is published: the modes of CloudEvents' HTTP binding, section 3. */
public enum ContentMode {
  /** A CloudEvent's attributes are headers, its data is the body. */
  BINARY,
  /** The body is a CloudEvent. */
  STRUCTURED,
  /** The body is an array of CloudEvents. */
  BATCH,
  /** JSON that tells by its fields what it is, whatever {@code Content-Type} says. */
  BY_FIELDS;

  private static final String FAMILY = "application/cloudevents";

  /**
   * @throws InvalidRequestException where it is a format of CloudEvents other than JSON
   */
  public static ContentMode of(@Nullable String contentType, CloudEventHeaders headers) {
    String essence = MediaTypes.essence(contentType);
    if (essence.equals(FAMILY + "+json")) {
      return STRUCTURED;
    }
    if (essence.equals(FAMILY + "-batch+json")) {
      return BATCH;
    }
    if (essence.startsWith(FAMILY)) {
      throw new InvalidRequestException(
          List.of(
              "Content-Type: of the formats of CloudEvents, "
                  + FAMILY
                  + "+json and (at /events/batch) "
                  + FAMILY
                  + "-batch+json are understood"));
    }
    return headers.sayCloudEvent() ? BINARY : BY_FIELDS;
  }
}
