package dev.tocsin.standalone.crash;

import dev.tocsin.store.database.Database;
import java.util.List;
import java.util.Set;

/** What PostgreSQL holds of events and deliveries. */
record Rows(Database database) {

  /** The status of an event; {@code no row} where there is none. */
  String event(String eventId) {
    return one("SELECT status FROM event WHERE event_id = :id", eventId);
  }

  /** The state of a subscription's circuit; {@code no row} where there is none. */
  String circuit(String subscriptionId) {
    return one("SELECT state FROM circuit WHERE subscription_id = :id", subscriptionId);
  }

  /** The status of a delivery and why, for a message; {@code no row} where there is none. */
  String delivery(String deliveryId) {
    return one("SELECT status FROM delivery WHERE delivery_id = :id", deliveryId);
  }

  /** All there is about an event and its deliveries, for a message. */
  String story(String eventId) {
    return one(
        """
        SELECT 'event ' || e.event_id || ' ' || e.status || ' of ' || coalesce(e.workflow_id, '-')
          || coalesce((SELECT string_agg(' [' || d.delivery_id || ' ' || d.status || ' attempts='
            || d.attempts || ' ' || d.target || coalesce(' ' || d.reason, '') || ']', '')
            FROM delivery d WHERE d.event_id = e.event_id), ' without deliveries')
        FROM event e WHERE e.event_id = :id\
        """,
        eventId);
  }

  /** Publishers' events that are not NOTIFIED, as stories; of Tocsin's own nobody hears here. */
  List<String> unfinished() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT event_id FROM event WHERE status <> 'NOTIFIED'"
                            + " AND source <> 'tocsin' LIMIT 20")
                    .mapTo(String.class)
                    .list())
        .stream()
        .map(this::story)
        .toList();
  }

  /** The ids of an event's deliveries that are SENT. */
  Set<String> sent(String eventId) {
    return deliveries(eventId, "SENT");
  }

  /** The ids of an event's deliveries of that status. */
  Set<String> deliveries(String eventId, String status) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT delivery_id FROM delivery WHERE event_id = :id AND status ="
                            + " :status")
                    .bind("id", eventId)
                    .bind("status", status)
                    .mapTo(String.class)
                    .set());
  }

  /** How many events there are of a type, Tocsin's own included. */
  long events(String eventType) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM event WHERE event_type = :type")
                    .bind("type", eventType)
                    .mapTo(Long.class)
                    .one());
  }

  /** Deliveries that are anything but SENT. */
  long unsentDeliveries() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM delivery WHERE status <> 'SENT'")
                    .mapTo(Long.class)
                    .one());
  }

  private String one(String query, String id) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(query)
                    .bind("id", id)
                    .mapTo(String.class)
                    .findOne()
                    .orElse("no row for " + id));
  }
}
