package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An event to publish.
 *
 * @param eventType 1 to 255 characters
 * @param severity how urgent it is
 * @param title not empty
 * @param details whatever Jackson writes as a JSON object: a map, a record, a {@code JsonNode};
 *     null for none
 * @param id the publisher's own id of it, 1 to 255 characters, under which it is accepted once;
 *     null to have a random one for each {@link Calls#publish}
 * @param correlationId ties the events of one business transaction together, 1 to 255 characters;
 *     null for the event's own id
 * @param schemaVersion the version of its type that it follows, from 1; null for the newest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewEvent(
    String eventType,
    Severity severity,
    String title,
    @Nullable Object details,
    @Nullable String id,
    @Nullable String correlationId,
    @Nullable Integer schemaVersion) {

  /** An event without details and without an id of its own. */
  public static NewEvent of(String eventType, Severity severity, String title) {
    return new NewEvent(eventType, severity, title, null, null, null, null);
  }

  /** The same with these details. */
  public NewEvent withDetails(@Nullable Object newDetails) {
    return new NewEvent(eventType, severity, title, newDetails, id, correlationId, schemaVersion);
  }

  /** The same with this id. */
  public NewEvent withId(@Nullable String newId) {
    return new NewEvent(eventType, severity, title, details, newId, correlationId, schemaVersion);
  }

  /** The same with this correlation id. */
  public NewEvent withCorrelationId(@Nullable String newCorrelationId) {
    return new NewEvent(eventType, severity, title, details, id, newCorrelationId, schemaVersion);
  }

  /** The same under this version of its type. */
  public NewEvent withSchemaVersion(@Nullable Integer newSchemaVersion) {
    return new NewEvent(eventType, severity, title, details, id, correlationId, newSchemaVersion);
  }
}
