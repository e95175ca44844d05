package dev.tocsin.store.systemevent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Text;
import dev.tocsin.store.database.Rows;
import dev.tocsin.store.failure.ErrorClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that died or recovered, as the tables show it.
 *
 * @param subscription its name; absent where nobody gave it one
 * @param reason what the target answered last; absent where it took the delivery
 */
record TurnedDelivery(
    String deliveryId,
    String tenant,
    String eventId,
    String type,
    String eventType,
    String subscriptionId,
    @Nullable String subscription,
    String channel,
    String target,
    @Nullable Integer httpStatus,
    @Nullable String reason,
    int attempts,
    int round,
    @Nullable String correlationId) {
  static final String COLUMNS =
      """
      d.delivery_id, d.tenant, d.event_id, d.type, d.event_type, d.subscription_id, s.name,
      d.channel, d.target, d.http_status, d.reason, d.attempts, d.round, e.correlation_id""";

  private static final int LONGEST_TYPE = 80;
  private static final int LONGEST_REASON = 300;

  static TurnedDelivery map(ResultSet row) throws SQLException {
    return new TurnedDelivery(
        row.getString("delivery_id"),
        row.getString("tenant"),
        row.getString("event_id"),
        row.getString("type"),
        row.getString("event_type"),
        row.getString("subscription_id"),
        row.getString("name"),
        row.getString("channel"),
        row.getString("target"),
        Rows.nullableInt(row, "http_status"),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getInt("round"),
        row.getString("correlation_id"));
  }

  /**
   * @param host where the target is, without a secret path or a person's address
   */
  Event deadLettered(String host, Instant now) {
    ErrorClass errorClass = ErrorClass.of(httpStatus, reason);
    ObjectNode details = details(host);
    details.put("errorClass", errorClass.name());
    details.put("httpStatus", httpStatus);
    details.put("reason", reason == null ? null : Text.shorten(reason, LONGEST_REASON));
    String title =
        what("was not delivered to", host)
            + ": "
            + Failure.words(httpStatus, errorClass)
            + " after "
            + (attempts == 1 ? "1 attempt" : attempts + " attempts");
    return event(SystemEventType.DELIVERY_DEAD_LETTERED, title, details, now);
  }

  /** It was a dead letter, and has arrived. */
  Event recovered(String host, Instant now) {
    String title = what("was delivered after all to", host);
    return event(SystemEventType.DELIVERY_RECOVERED, title, details(host), now);
  }

  private Event event(SystemEventType kind, String title, ObjectNode details, Instant now) {
    return SystemEvent.of(
        kind, tenant, title, details, correlationId, now, deliveryId, Integer.toString(round));
  }

  private String what(String became, String host) {
    return Text.shorten(type, LONGEST_TYPE)
        + " "
        + became
        + " "
        + channel
        + (host.isEmpty() ? "" : " " + host);
  }

  private ObjectNode details(String host) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("deliveryId", deliveryId)
        .put("eventId", eventId)
        .put("eventType", eventType)
        .put("subscriptionId", subscriptionId)
        .put("subscriptionName", subscription)
        .put("channel", channel)
        .put("host", host)
        .put("attempts", attempts)
        .put("round", round);
  }
}
