package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every operation of the API, to be sent by {@link TocsinClient#send} or {@code sendAsync}. */
public final class Calls {
  private static final String EVENTS = "events";
  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final String DELIVERIES = "deliveries";

  private Calls() {}

  /**
   * Publishes an event. Where it has no id, this call has a random one, so that sending it again is
   * harmless: now by the client, later by whoever keeps the call.
   */
  public static ApiCall<Published> publish(NewEvent event) {
    ApiCall<Published> call = ApiCall.post(Published.class, event, EVENTS);
    return call.asRepeatable(event.id() == null ? UUID.randomUUID().toString() : null);
  }

  /**
   * Publishes an event that is JSON already, in any form that the server takes. A random
   * idempotency key goes along, which counts where the event has no id.
   */
  public static ApiCall<Published> publish(JsonNode event) {
    ApiCall<Published> call = ApiCall.post(Published.class, event, EVENTS);
    return call.asRepeatable(UUID.randomUUID().toString());
  }

  /**
   * Publishes up to 500 events, 1 MiB in all, in one request. Each is accepted or refused for
   * itself. Where one has no id, this call has a random one, so that sending it again is harmless.
   *
   * @param events each whatever Jackson writes as an event: a {@link NewEvent}, a {@code JsonNode}
   * @throws IllegalArgumentException where one cannot be written as JSON
   */
  public static ApiCall<BatchAnswer> publishBatch(List<?> events) {
    return batchOf(written(events));
  }

  static List<RawValue> written(List<?> events) {
    return events.stream().map(event -> BatchEvents.write(event).json()).toList();
  }

  static ApiCall<BatchAnswer> batchOf(List<RawValue> events) {
    return ApiCall.post(BatchAnswer.class, events, EVENTS, "batch").asRepeatable(null);
  }

  /** An event with its deliveries and their attempts. */
  public static ApiCall<Event> event(String eventId) {
    return ApiCall.get(Event.class, EVENTS, eventId);
  }

  /** Events without their deliveries. */
  public static ApiCall<Page<Event>> events(EventQuery query) {
    return ApiCall.list(Event.class, query.parameters(), EVENTS);
  }

  /** Makes a subscription; a repetition would make a second one. */
  public static ApiCall<SubscriptionCreated> subscribe(NewSubscription subscription) {
    return ApiCall.post(SubscriptionCreated.class, subscription, SUBSCRIPTIONS);
  }

  public static ApiCall<Subscription> subscription(String subscriptionId) {
    return ApiCall.get(Subscription.class, SUBSCRIPTIONS, subscriptionId);
  }

  public static ApiCall<Page<Subscription>> subscriptions(SubscriptionQuery query) {
    return ApiCall.list(Subscription.class, query.parameters(), SUBSCRIPTIONS);
  }

  /** Changes a subscription; the answer is the subscription as it is then. */
  public static ApiCall<Subscription> change(String subscriptionId, SubscriptionChange change) {
    ApiCall<Subscription> get = subscription(subscriptionId);
    return new ApiCall<>("PATCH", get.path(), Map.of(), change, null, true, get.answer());
  }

  /** New events match it no more; open deliveries wait. */
  public static ApiCall<Subscription> pause(String subscriptionId) {
    return change(subscriptionId, SubscriptionChange.none().active(false));
  }

  /** New events match it again; open deliveries go on. */
  public static ApiCall<Subscription> resume(String subscriptionId) {
    return change(subscriptionId, SubscriptionChange.none().active(true));
  }

  /**
   * Deletes a subscription and cancels its open deliveries. The answer is empty. Where it had to be
   * sent again, 404 may say that the first did it.
   */
  public static ApiCall<JsonNode> delete(String subscriptionId) {
    ApiCall<JsonNode> get = subscription(subscriptionId).asJson();
    return new ApiCall<>("DELETE", get.path(), Map.of(), null, null, true, get.answer());
  }

  /** What a subscription's deliveries are signed by. */
  public static ApiCall<SubscriptionSecret> secret(String subscriptionId) {
    return ApiCall.get(SubscriptionSecret.class, SUBSCRIPTIONS, subscriptionId, "secret");
  }

  /**
   * Signs by a new secret, and by the earlier one as well for a while. A repetition would make
   * another one.
   *
   * @param overlap for how long earlier secrets sign at most, up to 7 days; null: as the server is
   *     set, a day by default
   */
  public static ApiCall<SubscriptionSecret> rotateSecret(
      String subscriptionId, @Nullable Duration overlap) {
    Object body = overlap == null ? null : Map.of("overlapSeconds", overlap.toSeconds());
    return ApiCall.post(
        SubscriptionSecret.class, body, SUBSCRIPTIONS, subscriptionId, "secret", "rotate");
  }

  /** Sends a marked test notification now; a repetition would send a second one. */
  public static ApiCall<TestOutcome> testSubscription(String subscriptionId) {
    return ApiCall.post(TestOutcome.class, Map.of(), SUBSCRIPTIONS, subscriptionId, "test");
  }

  /**
   * Whether a pattern matches an event. Nothing is stored.
   *
   * @param pattern whatever Jackson writes as a JSON object
   * @param event as published ({@link NewEvent}), or the document that patterns see
   */
  public static ApiCall<PatternVerdict> testPattern(Object pattern, Object event) {
    Map<String, Object> body = Map.of("pattern", pattern, "event", event);
    return ApiCall.post(PatternVerdict.class, body, "patterns", "test").asRepeatable(null);
  }

  /** A delivery with its attempts and what the target answered to each. */
  public static ApiCall<Delivery> delivery(String deliveryId) {
    return ApiCall.get(Delivery.class, DELIVERIES, deliveryId);
  }

  public static ApiCall<Page<Delivery>> deliveries(DeliveryQuery query) {
    return ApiCall.list(Delivery.class, query.parameters(), DELIVERIES);
  }

  /** Dead letters, the last that died first. */
  public static ApiCall<Page<Delivery>> deadLetters(DeliveryQuery query) {
    return ApiCall.list(Delivery.class, query.withStatus(null).parameters(), "dead-letters");
  }

  /** Begins the next round of a dead letter. */
  public static ApiCall<OrderTaken> redrive(String deliveryId) {
    return order(deliveryId, "redrive");
  }

  /** Makes a delivery that waits for its next attempt due now. */
  public static ApiCall<OrderTaken> retryNow(String deliveryId) {
    return order(deliveryId, "retry-now");
  }

  /** Calls off a delivery that is not settled. */
  public static ApiCall<OrderTaken> cancel(String deliveryId) {
    return order(deliveryId, "cancel");
  }

  private static ApiCall<OrderTaken> order(String deliveryId, String order) {
    return ApiCall.post(OrderTaken.class, null, DELIVERIES, deliveryId, order);
  }
}
