package dev.tocsin.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions to list; what is null does not restrict.
 *
 * @param pageSize items in one answer, 1 to 200; null for the server's 50
 */
public record SubscriptionQuery(
    @Nullable String eventType,
    @Nullable String channel,
    @Nullable Boolean active,
    @Nullable Integer pageSize) {

  /** All of them. */
  public static SubscriptionQuery all() {
    return new SubscriptionQuery(null, null, null, null);
  }

  public SubscriptionQuery withEventType(@Nullable String newEventType) {
    return new SubscriptionQuery(newEventType, channel, active, pageSize);
  }

  public SubscriptionQuery withChannel(@Nullable String newChannel) {
    return new SubscriptionQuery(eventType, newChannel, active, pageSize);
  }

  public SubscriptionQuery withActive(@Nullable Boolean newActive) {
    return new SubscriptionQuery(eventType, channel, newActive, pageSize);
  }

  public SubscriptionQuery withPageSize(@Nullable Integer newPageSize) {
    return new SubscriptionQuery(eventType, channel, active, newPageSize);
  }

  Map<String, String> parameters() {
    return new Parameters()
        .add("eventType", eventType)
        .add("channel", channel)
        .add("active", active)
        .add("limit", pageSize)
        .toMap();
  }
}
