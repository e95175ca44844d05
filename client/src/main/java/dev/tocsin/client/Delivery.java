package dev.tocsin.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one subscription.
 *
 * @param reason what the target answered last, or why it was cancelled; null before
 * @param httpStatus the last answer's; null where there is none
 * @param round 1, and one more for each redrive
 * @param attemptsMade over all rounds
 * @param nextAttemptAt null where no attempt is planned
 * @param settledAt null while it is open
 * @param attempts all that were made; empty in listings
 */
public record Delivery(
    String deliveryId,
    String eventId,
    String subscriptionId,
    String eventType,
    Severity severity,
    String channel,
    String target,
    DeliveryStatus status,
    @Nullable String reason,
    @Nullable Integer httpStatus,
    int round,
    int attemptsMade,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant settledAt,
    List<Attempt> attempts) {

  public Delivery {
    attempts = Answers.list(attempts);
  }
}
