package dev.tocsin.store.deadletter;

import dev.tocsin.store.failure.ErrorClass;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters an operation takes; what is absent does not narrow it.
 *
 * @param target whole, as the delivery has it
 * @param eventType lower-cased
 * @param httpStatus of the last answer
 * @param reasonContains a part of the reason, in any case
 * @param since died then or later
 * @param until died before
 */
public record DeadLetterFilter(
    @Nullable String subscriptionId,
    @Nullable String channel,
    @Nullable String target,
    @Nullable String eventType,
    @Nullable Integer httpStatus,
    @Nullable ErrorClass errorClass,
    @Nullable String reasonContains,
    @Nullable Instant since,
    @Nullable Instant until) {
  public static final DeadLetterFilter ALL =
      new DeadLetterFilter(null, null, null, null, null, null, null, null, null);

  /** Further conditions on {@code delivery}, each beginning with AND. */
  String conditions() {
    StringBuilder sql = new StringBuilder();
    Map<String, String> bound =
        Map.of(
            "subscriptionId", "subscription_id = :subscriptionId",
            "channel", "channel = :channel",
            "target", "target = :target",
            "eventType", "event_type = :eventType",
            "httpStatus", "http_status = :httpStatus",
            "reasonContains", "strpos(lower(reason), lower(:reasonContains)) > 0",
            "since", "settled_at >= :since",
            "until", "settled_at < :until");
    values().keySet().forEach(name -> sql.append(" AND ").append(bound.get(name)));
    if (errorClass != null) {
      sql.append(" AND ").append(errorClass.condition());
    }
    return sql.toString();
  }

  /** What {@link #conditions} binds, by name, in one order. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "subscriptionId", subscriptionId);
    put(values, "channel", channel);
    put(values, "target", target);
    put(values, "eventType", eventType);
    put(values, "httpStatus", httpStatus);
    put(values, "reasonContains", reasonContains);
    put(values, "since", since);
    put(values, "until", until);
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
