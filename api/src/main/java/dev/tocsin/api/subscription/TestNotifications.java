package dev.tocsin.api.subscription;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.delivery.SignedAttempt;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Sends marked notifications of an event that nobody published, at once and in this process, so
 * that whoever asks reads what came of it. Nothing is stored, nothing is repeated.
 */
public final class TestNotifications {
  static final String TYPE = "tocsin.test";
  static final String TITLE = "[TEST] Test notification from Tocsin";
  private static final JsonText DETAILS = new JsonText("{\"test\":true}");

  /** Each holds a thread of the API for up to a minute. */
  private static final int MOST_AT_ONCE = 8;

  private final ChannelRegistry channels;
  private final SignedAttempt attempts;
  private final Clock clock;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public TestNotifications(ChannelRegistry channels, SignedAttempt attempts, Clock clock) {
    this.channels = channels;
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * Sends one, within the subscription's timeout.
   *
   * @throws ConflictException where this process has one of the same subscription under way, or
   *     eight in all, or does not have the channel
   */
  TestAnswer send(Subscription subscription) {
    Channel channel =
        channels
            .find(subscription.channel())
            .orElseThrow(
                () -> new ConflictException("There is no channel " + subscription.channel()));
    if (!underWay.add(subscription.subscriptionId())) {
      throw new ConflictException("A test of this subscription is under way; wait for its answer");
    }
    try {
      if (!places.tryAcquire()) {
        throw new ConflictException("Too many tests are under way; try again in a minute");
      }
      try {
        return send(channel, subscription);
      } finally {
        places.release();
      }
    } finally {
      underWay.remove(subscription.subscriptionId());
    }
  }

  private TestAnswer send(Channel channel, Subscription subscription) {
    Event event = event(subscription.tenant());
    String deliveryId = Identity.deliveryId(event.eventId(), subscription.subscriptionId());
    long started = System.nanoTime();
    Outcome outcome =
        attempts.deliver(channel, deliveryId, 1, event, subscription, true, event.receivedAt());
    return TestAnswer.of(outcome, Duration.ofNanos(System.nanoTime() - started));
  }

  private Event event(String tenant) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Event(
        Identity.newEventId(now),
        tenant,
        "",
        TYPE,
        TYPE,
        Severity.LOW,
        TITLE,
        now,
        now,
        DETAILS,
        null,
        null,
        JsonText.EMPTY_OBJECT);
  }
}
