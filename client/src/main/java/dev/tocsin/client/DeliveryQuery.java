package dev.tocsin.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries or dead letters to list; what is null does not restrict.
 *
 * @param status of no effect on dead letters, which are all DEAD
 * @param since of a delivery its creation, of a dead letter its death: at this time or later
 * @param pageSize items in one answer, 1 to 200; null for the server's 50
 */
public record DeliveryQuery(
    @Nullable DeliveryStatus status,
    @Nullable String subscriptionId,
    @Nullable String eventType,
    @Nullable Instant since,
    @Nullable Integer pageSize) {

  /** All of them. */
  public static DeliveryQuery all() {
    return new DeliveryQuery(null, null, null, null, null);
  }

  public DeliveryQuery withStatus(@Nullable DeliveryStatus newStatus) {
    return new DeliveryQuery(newStatus, subscriptionId, eventType, since, pageSize);
  }

  public DeliveryQuery withSubscriptionId(@Nullable String newSubscriptionId) {
    return new DeliveryQuery(status, newSubscriptionId, eventType, since, pageSize);
  }

  public DeliveryQuery withEventType(@Nullable String newEventType) {
    return new DeliveryQuery(status, subscriptionId, newEventType, since, pageSize);
  }

  public DeliveryQuery withSince(@Nullable Instant newSince) {
    return new DeliveryQuery(status, subscriptionId, eventType, newSince, pageSize);
  }

  public DeliveryQuery withPageSize(@Nullable Integer newPageSize) {
    return new DeliveryQuery(status, subscriptionId, eventType, since, newPageSize);
  }

  Map<String, String> parameters() {
    return new Parameters()
        .add("status", status)
        .add("subscriptionId", subscriptionId)
        .add("eventType", eventType)
        .add("since", since)
        .add("limit", pageSize)
        .toMap();
  }
}
