package dev.tocsin.store.systemevent;

import static dev.tocsin.store.database.Rows.bindColumn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Notices that a tenant has so many dead letters within so many minutes, when the last of them is
 * written. It is told once, and again only after there were fewer. Dead letters of system events do
 * not count.
 */
final class DeadLetterAlarm {
  private static final String DEAD_OF_TENANT =
      """
      FROM delivery d WHERE d.status = 'DEAD' AND d.tenant = t.tenant
        AND d.settled_at > CAST(:now AS timestamptz) - make_interval(mins => t.alarm_minutes)
        AND d.event_type NOT LIKE 'tocsin.%'
      """;

  /** On its own, so that the next statement sees what those wrote who held the row before. */
  private static final String LOCK =
      """
      INSERT INTO dead_letter_alarm AS a (tenant)
      SELECT DISTINCT d.tenant FROM unnest(:ids, :days) AS row (delivery_id, day)
      JOIN delivery d ON d.delivery_id = row.delivery_id AND d.day = row.day
      JOIN tenant t ON t.tenant = d.tenant AND t.alarm_dead_letters > 0
      WHERE d.event_type NOT LIKE 'tocsin.%'
      ORDER BY d.tenant
      ON CONFLICT (tenant) DO UPDATE SET tenant = a.tenant
      RETURNING tenant""";

  /**
   * The dead letter that is as many back as raise the alarm tells until when there are as many. One
   * that comes before that finds that there have never been fewer in between.
   */
  private static final String RAISE =
      """
      UPDATE dead_letter_alarm a SET above_until = risen.above_until
      FROM (
        SELECT t.tenant, t.alarm_dead_letters, t.alarm_minutes, before.above_until > :now AS known,
          last.settled_at + make_interval(mins => t.alarm_minutes) AS above_until
        FROM tenant t
        JOIN dead_letter_alarm before ON before.tenant = t.tenant,
        LATERAL (SELECT d.settled_at\s"""
          + DEAD_OF_TENANT
          + """
            ORDER BY d.settled_at DESC OFFSET t.alarm_dead_letters - 1 LIMIT 1) AS last
        WHERE t.tenant = ANY (:tenants) AND t.alarm_dead_letters > 0
      ) AS risen
      WHERE a.tenant = risen.tenant
      RETURNING a.tenant, risen.alarm_dead_letters, risen.alarm_minutes, risen.known""";

  private static final String WORST =
      """
      SELECT d.subscription_id, s.name, count(*) AS dead_letters
      FROM (SELECT d.subscription_id FROM tenant t, LATERAL (SELECT d.subscription_id\s"""
          + DEAD_OF_TENANT
          + """
            ORDER BY d.settled_at DESC LIMIT 1000) AS d WHERE t.tenant = :tenant) AS d
      JOIN subscription s ON s.subscription_id = d.subscription_id
      GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 5""";

  /** What raised it. */
  private record Risen(String tenant, int deadLetters, int minutes, boolean known) {}

  /** The alarms that these dead letters raise. */
  List<Event> raised(Handle handle, List<DeliveryKey> deliveries, Instant now) {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    var lock = handle.createQuery(LOCK);
    bindColumn(lock, "ids", String.class, deliveries, DeliveryKey::deliveryId);
    bindColumn(lock, "days", LocalDate.class, deliveries, DeliveryKey::day);
    List<String> tenants = lock.mapTo(String.class).list();
    if (tenants.isEmpty()) {
      return List.of();
    }
    return at(handle.createQuery(RAISE), now)
        .bindArray("tenants", String.class, tenants.toArray())
        .map(
            (row, context) ->
                new Risen(
                    row.getString("tenant"),
                    row.getInt("alarm_dead_letters"),
                    row.getInt("alarm_minutes"),
                    row.getBoolean("known")))
        .list()
        .stream()
        .filter(risen -> !risen.known())
        .map(risen -> event(handle, risen, now))
        .toList();
  }

  private static Event event(Handle handle, Risen risen, Instant now) {
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("deadLetters", risen.deadLetters())
            .put("minutes", risen.minutes());
    ArrayNode worst = details.putArray("subscriptions");
    at(handle.createQuery(WORST), now)
        .bind("tenant", risen.tenant())
        .map(
            (row, context) ->
                worst
                    .addObject()
                    .put("subscriptionId", row.getString("subscription_id"))
                    .put("subscriptionName", row.getString("name"))
                    .put("deadLetters", row.getInt("dead_letters")))
        .list();
    return SystemEvent.of(
        SystemEventType.ALARM_DEAD_LETTERS,
        risen.tenant(),
        risen.deadLetters()
            + " or more deliveries became dead letters within "
            + (risen.minutes() == 1 ? "a minute" : risen.minutes() + " minutes"),
        details,
        null,
        now,
        now.toString());
  }

  private static <Q extends SqlStatement<Q>> Q at(Q statement, Instant now) {
    return statement.bind("now", now);
  }
}
