package dev.tocsin.store.systemevent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.event.EventDoorDao;
import dev.tocsin.store.event.NewEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes events of Tocsin's own, and writes them as the door writes a publisher's. */
final class SystemEvent {
  private SystemEvent() {}

  /**
   * An event whose id follows from what it tells, so that there is no second one of the same.
   *
   * @param fact what it tells, within its tenant and type
   */
  static Event of(
      SystemEventType type,
      String tenant,
      String title,
      ObjectNode details,
      @Nullable String correlationId,
      Instant now,
      String... fact) {
    String eventId = Identity.systemEventId(tenant, type.type(), fact);
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new Event(
        eventId,
        tenant,
        SystemEventType.SOURCE,
        type.type(),
        type.type(),
        type.severity(),
        title,
        at,
        at,
        new JsonText(details.toString()),
        correlationId == null ? eventId : correlationId,
        null,
        JsonText.EMPTY_OBJECT);
  }

  /**
   * Writes events as PENDING.
   *
   * @return those that were new
   */
  static List<Event> insert(Handle handle, List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<NewEvent> inOrder =
        events.stream()
            .sorted(Comparator.comparing(Event::eventId))
            // Nothing is compared with its content: no publisher can send this id.
            .map(event -> new NewEvent(event, event.eventId().getBytes(UTF_8)))
            .toList();
    Set<String> fresh = EventDoorDao.insertNew(handle, inOrder);
    return events.stream().filter(event -> fresh.contains(event.eventId())).toList();
  }
}
