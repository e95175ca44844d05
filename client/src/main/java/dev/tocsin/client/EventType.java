package dev.tocsin.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type with a contract.
 *
 * @param name an event's type in lower case
 * @param newestVersion the last version; its owner and domain are the type's
 * @param versions the first one first; empty in listings
 */
public record EventType(
    String name,
    int newestVersion,
    @Nullable String owner,
    @Nullable String domain,
    Instant createdAt,
    List<EventTypeVersion> versions) {

  public EventType {
    versions = Answers.list(versions);
  }
}
