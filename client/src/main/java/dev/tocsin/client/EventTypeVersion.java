package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an event type. In {@link EventType#versions()} its name, schema and example are left
 * out.
 *
 * @param version from 1, without gaps
 * @param forced whether it was registered although it is not compatible with the one before
 * @param createdBy the id of the key that registered it
 * @param deprecatedAt null while new events may use it
 */
public record EventTypeVersion(
    @Nullable String name,
    int version,
    @Nullable JsonNode schema,
    @Nullable String description,
    @Nullable JsonNode example,
    @Nullable String owner,
    @Nullable String domain,
    boolean forced,
    Instant createdAt,
    String createdBy,
    @Nullable Instant deprecatedAt) {

  public EventTypeVersion {
    schema = Answers.nullOrNode(schema);
    example = Answers.nullOrNode(example);
  }
}
