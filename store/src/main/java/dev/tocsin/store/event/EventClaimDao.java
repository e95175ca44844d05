package dev.tocsin.store.event;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Gives a group's events to the workflow that carries it. Works within the caller's transaction.
 */
public final class EventClaimDao {
  private EventClaimDao() {}

  /**
   * Locks those of the group's events that are unclaimed or this group's own, in the order of their
   * ids; leaves out what another workflow claimed.
   */
  public static List<AcceptedEvent> lock(Handle handle, EventGroup group) {
    List<EventRef> events = group.events();
    var query =
        handle.createQuery(
            "SELECT "
                + EventRows.COLUMNS
                + " FROM event WHERE (event_id, day) IN (SELECT * FROM unnest(:ids, :days))"
                + " AND (workflow_id IS NULL OR workflow_id = :workflowId)"
                + " ORDER BY event_id FOR UPDATE");
    bindColumn(query, "ids", String.class, events, EventRef::eventId);
    bindColumn(query, "days", LocalDate.class, events, EventRef::day);
    return query.bind("workflowId", group.workflowId()).map(EventRows::accepted).list();
  }

  /** Events by id and day. */
  public static List<Event> load(Handle handle, Map<String, LocalDate> events) {
    List<Map.Entry<String, LocalDate>> keys = List.copyOf(events.entrySet());
    var query =
        handle.createQuery(
            "SELECT "
                + EventRows.COLUMNS
                + " FROM event WHERE (event_id, day) IN (SELECT * FROM unnest(:ids, :days))");
    bindColumn(query, "ids", String.class, keys, Map.Entry::getKey);
    bindColumn(query, "days", LocalDate.class, keys, Map.Entry::getValue);
    return query.map(EventRows::event).list();
  }

  /**
   * Marks locked events as claimed and PROCESSED.
   *
   * @param deliveries how many deliveries each event has, by its id; none where absent
   */
  public static void markProcessed(
      Handle handle,
      String workflowId,
      List<Event> events,
      Map<String, Integer> deliveries,
      Instant now) {
    if (events.isEmpty()) {
      return;
    }
    var update =
        handle.createUpdate(
            """
            UPDATE event SET status = 'PROCESSED', workflow_id = :workflowId,
              processed_at = :now, unsent = row.deliveries, deliveries = row.deliveries
            FROM unnest(:ids, :days, :deliveries) AS row (event_id, day, deliveries)
            WHERE event.event_id = row.event_id AND event.day = row.day""");
    bindColumn(update, "ids", String.class, events, Event::eventId);
    bindColumn(update, "days", LocalDate.class, events, Event::day);
    bindColumn(
        update,
        "deliveries",
        Integer.class,
        events,
        event -> deliveries.getOrDefault(event.eventId(), 0));
    update.bind("workflowId", workflowId).bind("now", now).execute();
  }
}
