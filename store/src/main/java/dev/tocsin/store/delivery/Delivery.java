package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one subscription, as the table holds it.
 *
 * @param type the event's type as published
 * @param target as it was at the last attempt, or when it was matched
 * @param reason what the target answered last, or why it was cancelled
 * @param round from 1; a redrive begins the next
 * @param roundAttempts attempts in this round
 * @param attempts attempts in all rounds
 * @param nextAttemptAt when a RETRYING delivery is due
 * @param settledAt when it became SENT, DEAD, SUPPRESSED or CANCELLED
 * @param operationId the operation on many dead letters that began its round or discarded it
 */
public record Delivery(
    DeliveryKey key,
    String eventId,
    String subscriptionId,
    String tenant,
    String type,
    String eventType,
    Severity severity,
    String channel,
    String target,
    DeliveryStatus status,
    @Nullable String reason,
    @Nullable Integer httpStatus,
    int round,
    int roundAttempts,
    int attempts,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant settledAt,
    @Nullable String operationId) {

  public String deliveryId() {
    return key.deliveryId();
  }

  public Delivery withStatus(DeliveryStatus now) {
    return new Delivery(
        key,
        eventId,
        subscriptionId,
        tenant,
        type,
        eventType,
        severity,
        channel,
        target,
        now,
        reason,
        httpStatus,
        round,
        roundAttempts,
        attempts,
        nextAttemptAt,
        createdAt,
        updatedAt,
        settledAt,
        operationId);
  }
}
