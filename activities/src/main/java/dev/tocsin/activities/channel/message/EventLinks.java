package dev.tocsin.activities.channel.message;

import dev.tocsin.contract.model.Event;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a message's reader finds the event.
 *
 * @param publicUrl the http or https URL at which readers reach the API; absent: messages carry no
 *     link
 */
public record EventLinks(@Nullable URI publicUrl) {
  /** No links. */
  public static final EventLinks NONE = new EventLinks(null);

  /** {@code <publicUrl>/events/<eventId>}. */
  public Optional<String> to(Event event) {
    if (publicUrl == null) {
      return Optional.empty();
    }
    String base = publicUrl.toString();
    return Optional.of(base + (base.endsWith("/") ? "" : "/") + "events/" + event.eventId());
  }
}
