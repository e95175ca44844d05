package dev.tocsin.client;

import dev.tocsin.client.BatchEvents.Written;
import java.time.Duration;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events to a Tocsin server, and manages subscriptions and deliveries.
 *
 * <pre>{@code
 * try (TocsinClient tocsin =
 *     TocsinClient.builder().url("https://tocsin.example.com").apiKey(key).build()) {
 *   Published published =
 *       tocsin.publish(
 *           NewEvent.of("order.shipped", Severity.LOW, "On its way")
 *               .withDetails(Map.of("order", 1042))
 *               .withId("order-1042-shipped"));
 *   tocsin.deadLetters(DeliveryQuery.all()).forEach(dead -> tocsin.redrive(dead.deliveryId()));
 * }
 * }</pre>
 *
 * <p>Every method throws {@link TocsinException} where the server refuses or cannot be reached.
 * Before that, what may be repeated is sent again after a failed connection, 429 or 503, as {@link
 * RetryPolicy} says. Publishing always may: where an event has no id, a random one goes along.
 * Making a subscription, rotating a secret and the orders redrive, retry-now and cancel are sent
 * again only where they certainly were not done: after 429, and where no connection came about.
 *
 * <p>Each method here blocks. {@link #sendAsync} does any of {@link Calls} without. A client is
 * meant to be kept and shared between threads; it holds connections, and threads that keep no
 * program alive.
 */
public final class TocsinClient implements AutoCloseable {
  private final Transport transport;

  TocsinClient(Transport transport) {
    this.transport = transport;
  }

  public static TocsinClientBuilder builder() {
    return new TocsinClientBuilder();
  }

  /** Does one call and waits for the answer. An interrupt ends the wait with an exception. */
  public <T> T send(ApiCall<T> call) {
    return await(sendAsync(call));
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TocsinException told) {
        throw told.seenByCaller();
      }
      throw new IllegalStateException("Failed in the client", failed.getCause());
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new TocsinException(
          TocsinException.Answer.none("Interrupted while waiting for an answer", ""), interrupted);
    }
  }

  /**
   * Does one call. The future fails with a {@link TocsinException}; cancelling it cancels the call.
   * What is chained to it runs on a thread of the client and should not block there for long.
   *
   * @throws IllegalArgumentException at once, where the body cannot be written as JSON or the
   *     idempotency key is not ASCII
   */
  public <T> CompletableFuture<T> sendAsync(ApiCall<T> call) {
    return transport.send(call);
  }

  /** Every item of a listing; the stream fetches a page when it gets there. */
  public <T> Stream<T> all(ApiCall<Page<T>> listing) {
    return new Pages<>(listing, this::send).stream();
  }

  /** Returns once the event is durable. */
  public Published publish(NewEvent event) {
    return send(Calls.publish(event));
  }

  /** Completes once the event is durable. */
  public CompletableFuture<Published> publishAsync(NewEvent event) {
    return sendAsync(Calls.publish(event));
  }

  /**
   * Publishes up to 500 events, 1 MiB in all, in one request, and returns an entry for each, in
   * order. Those that the server had no room for (429, 503) are sent again, and only those, as
   * {@link RetryPolicy} says; what is refused for good then is in its entry.
   *
   * @param events each whatever Jackson writes as an event: a {@link NewEvent}, a {@code JsonNode}
   * @throws TocsinException where nothing is known of any of them; to repeat the whole is safe
   *     where every event has an id
   */
  public List<BatchEntry> publishBatch(List<?> events) {
    return await(publishBatchAsync(events));
  }

  /** The same without blocking. */
  public CompletableFuture<List<BatchEntry>> publishBatchAsync(List<?> events) {
    return new RetryingBatch(transport, Calls.written(events)).start();
  }

  /** Publishes any number of events in batches of up to 500; see the other method of this name. */
  public <E> Stream<BatchResult<E>> publishAll(Stream<E> events) {
    return publishAll(events, Batches.MOST_EVENTS);
  }

  /**
   * Publishes any number of events, in batches of up to {@code most} events and 1 MiB, one after
   * the other, each as {@link #publishBatch} does. Nothing is sent before the stream's results are
   * asked for, and no more is read of {@code events} than a batch and one: {@code forEach}
   * publishes all. An event of over 256 KiB is not sent, and has an entry of status 413.
   *
   * @param most 1 to 500; a key's plan must allow so many at once
   * @throws IllegalArgumentException where {@code most} is none of these
   */
  public <E> Stream<BatchResult<E>> publishAll(Stream<E> events, int most) {
    BatchPublishing<E> publishing =
        new BatchPublishing<>(
            new Batches<>(events.iterator(), most),
            batch ->
                await(
                    new RetryingBatch(transport, batch.stream().map(Written::json).toList())
                        .start()));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                publishing, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(events::close);
  }

  /** An event with its deliveries and their attempts. */
  public Event event(String eventId) {
    return send(Calls.event(eventId));
  }

  /** Events without their deliveries, newest first, over all pages. */
  public Stream<Event> events(EventQuery query) {
    return all(Calls.events(query));
  }

  public SubscriptionCreated subscribe(NewSubscription subscription) {
    return send(Calls.subscribe(subscription));
  }

  public Subscription subscription(String subscriptionId) {
    return send(Calls.subscription(subscriptionId));
  }

  /** Subscriptions, newest first, over all pages. */
  public Stream<Subscription> subscriptions(SubscriptionQuery query) {
    return all(Calls.subscriptions(query));
  }

  /** Returns the subscription as it is then. */
  public Subscription change(String subscriptionId, SubscriptionChange change) {
    return send(Calls.change(subscriptionId, change));
  }

  /** New events match it no more; open deliveries wait. */
  public Subscription pause(String subscriptionId) {
    return send(Calls.pause(subscriptionId));
  }

  /** New events match it again; open deliveries go on. */
  public Subscription resume(String subscriptionId) {
    return send(Calls.resume(subscriptionId));
  }

  /** Deletes a subscription and cancels its open deliveries. */
  public void delete(String subscriptionId) {
    send(Calls.delete(subscriptionId));
  }

  /** What a subscription's deliveries are signed by. */
  public SubscriptionSecret secret(String subscriptionId) {
    return send(Calls.secret(subscriptionId));
  }

  /** Signs by a new secret; see {@link Calls#rotateSecret}. */
  public SubscriptionSecret rotateSecret(String subscriptionId, @Nullable Duration overlap) {
    return send(Calls.rotateSecret(subscriptionId, overlap));
  }

  /** Sends a marked test notification now and tells what came of it. */
  public TestOutcome testSubscription(String subscriptionId) {
    return send(Calls.testSubscription(subscriptionId));
  }

  /** Whether a pattern matches an event; see {@link Calls#testPattern}. */
  public boolean testPattern(Object pattern, Object event) {
    return send(Calls.testPattern(pattern, event)).matches();
  }

  /** A delivery with its attempts and what the target answered to each. */
  public Delivery delivery(String deliveryId) {
    return send(Calls.delivery(deliveryId));
  }

  /** Deliveries, newest first, over all pages. */
  public Stream<Delivery> deliveries(DeliveryQuery query) {
    return all(Calls.deliveries(query));
  }

  /** Dead letters, the last that died first, over all pages. */
  public Stream<Delivery> deadLetters(DeliveryQuery query) {
    return all(Calls.deadLetters(query));
  }

  /** Begins the next round of a dead letter. */
  public OrderTaken redrive(String deliveryId) {
    return send(Calls.redrive(deliveryId));
  }

  /** Makes a delivery that waits for its next attempt due now. */
  public OrderTaken retryNow(String deliveryId) {
    return send(Calls.retryNow(deliveryId));
  }

  /** Calls off a delivery that is not settled. */
  public OrderTaken cancel(String deliveryId) {
    return send(Calls.cancel(deliveryId));
  }

  /** Event types, API keys and the tenant's settings. */
  public TocsinAdmin admin() {
    return new TocsinAdmin(this);
  }

  /** Cancels what is under way and lets connections and threads go. */
  @Override
  public void close() {
    transport.close();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TocsinClient[" + transport.base() + "]";
  }
}
