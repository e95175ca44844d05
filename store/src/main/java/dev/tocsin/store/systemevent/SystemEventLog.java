package dev.tocsin.store.systemevent;

import static dev.tocsin.store.database.Rows.bindColumn;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Tocsin reports of itself, within the transaction of the fact: either both are there
 * or neither is. What concerns a delivery of such an event is never told, so that nothing goes in
 * circles.
 */
public final class SystemEventLog {
  /** The expression of the index {@code subscription_to_system_events}, word for word. */
  private static final String HEARING =
      """
      l.active AND NOT l.deleted AND (l.event_type LIKE 'tocsin.%'
        OR (l.event_type IS NULL AND coalesce(l.pattern ->> 'detail-type', '{') ~ 'tocsin|[{\\\\]'))
      """;

  private static final int PAGE = 500;
  private static final int LONGEST_REASON = 300;

  private final BinaryOperator<String> where;
  private final Consumer<Event> starter;
  private final DeadLetterAlarm alarm = new DeadLetterAlarm();

  /**
   * @param where of a channel and a target: where that is, without secrets or a person's address
   * @param starter is given each event once it is committed; must neither wait nor throw. What it
   *     drops is started by recovery
   */
  public SystemEventLog(BinaryOperator<String> where, Consumer<Event> starter) {
    this.where = where;
    this.starter = starter;
  }

  /** One whose events recovery starts, and that does not say where targets are. */
  public static SystemEventLog leftToRecovery() {
    return new SystemEventLog((channel, target) -> "", event -> {});
  }

  /** Deliveries became DEAD. Told where a subscription could hear it; counted for the alarm. */
  public void deadLettered(Handle handle, List<DeliveryKey> deliveries, Instant now) {
    turned(
        handle,
        SystemEventType.DELIVERY_DEAD_LETTERED,
        deliveries,
        (delivery, host) -> delivery.deadLettered(host, now));
    write(handle, alarm.raised(handle, deliveries, now));
  }

  /** Deliveries that had been DEAD became SENT. Told where a subscription could hear it. */
  public void recovered(Handle handle, List<DeliveryKey> deliveries, Instant now) {
    turned(
        handle,
        SystemEventType.DELIVERY_RECOVERED,
        deliveries,
        (delivery, host) -> delivery.recovered(host, now));
  }

  /**
   * A circuit became OPEN or DISABLED.
   *
   * @param reason what the target answered last, or why it is given up
   */
  public void circuitTurned(
      Handle handle,
      String subscriptionId,
      CircuitState state,
      @Nullable String reason,
      @Nullable Instant failingSince,
      Instant since) {
    boolean opened = state == CircuitState.OPEN;
    handle
        .createQuery(
            "SELECT tenant, name, channel, target FROM subscription WHERE subscription_id = :id")
        .bind("id", subscriptionId)
        .map(
            (row, context) -> {
              String channel = row.getString("channel");
              String host = where.apply(channel, row.getString("target"));
              ObjectNode details =
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("subscriptionId", subscriptionId)
                      .put("subscriptionName", row.getString("name"))
                      .put("channel", channel)
                      .put("host", host)
                      .put("reason", reason == null ? null : Text.shorten(reason, LONGEST_REASON))
                      .put("failingSince", failingSince == null ? null : failingSince.toString());
              String target = (channel + " " + host).strip();
              return SystemEvent.of(
                  opened ? SystemEventType.CIRCUIT_OPENED : SystemEventType.SUBSCRIPTION_DISABLED,
                  row.getString("tenant"),
                  opened
                      ? target + " is down; its deliveries wait until it answers"
                      : "Subscription disabled: " + target + " is not tried any more",
                  details,
                  null,
                  since,
                  subscriptionId,
                  since.toString());
            })
        .findOne()
        .ifPresent(event -> write(handle, List.of(event)));
  }

  /** A plan refuses requests. Told once for a key's limit and period. */
  public void quotaExceeded(Handle handle, QuotaExceeded exceeded) {
    String keyName =
        handle
            .createQuery("SELECT name FROM api_key WHERE key_id = :id")
            .bind("id", exceeded.keyId())
            .mapTo(String.class)
            .findOne()
            .orElse(exceeded.keyId());
    write(handle, List.of(exceeded.event(keyName)));
  }

  private void write(Handle handle, List<Event> events) {
    List<Event> fresh = SystemEvent.insert(handle, events);
    if (!fresh.isEmpty()) {
      handle.afterCommit(() -> fresh.forEach(starter));
    }
  }

  private void turned(
      Handle handle,
      SystemEventType type,
      List<DeliveryKey> deliveries,
      BiFunction<TurnedDelivery, String, Event> event) {
    for (int from = 0; from < deliveries.size(); from += PAGE) {
      List<DeliveryKey> page = deliveries.subList(from, Math.min(from + PAGE, deliveries.size()));
      write(
          handle,
          heard(handle, type, page).stream()
              .map(each -> event.apply(each, where.apply(each.channel(), each.target())))
              .toList());
    }
  }

  /** Those that are not of a system event, and of which a subscription could hear. */
  private static List<TurnedDelivery> heard(
      Handle handle, SystemEventType type, List<DeliveryKey> deliveries) {
    var query =
        handle.createQuery(
            "SELECT "
                + TurnedDelivery.COLUMNS
                + """
                 FROM unnest(:ids, :days) AS row (delivery_id, day)
                JOIN delivery d ON d.delivery_id = row.delivery_id AND d.day = row.day
                JOIN event e ON e.event_id = d.event_id AND e.day = d.day
                JOIN subscription s ON s.subscription_id = d.subscription_id
                WHERE d.event_type NOT LIKE 'tocsin.%' AND EXISTS (
                  SELECT FROM subscription l WHERE l.tenant = d.tenant
                    AND (l.event_type = :type OR l.event_type IS NULL)
                    AND l.severity_filter = ANY (:reached) AND """
                + " "
                + HEARING
                + ")");
    bindColumn(query, "ids", String.class, deliveries, DeliveryKey::deliveryId);
    bindColumn(query, "days", LocalDate.class, deliveries, DeliveryKey::day);
    return query
        .bind("type", type.type())
        .bindArray(
            "reached",
            String.class,
            Arrays.stream(Severity.values())
                .filter(floor -> type.severity().reaches(floor))
                .map(Severity::name)
                .toArray())
        .map((row, context) -> TurnedDelivery.map(row))
        .list();
  }
}
