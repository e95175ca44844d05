package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt, to be recorded.
 *
 * @param round the round it belongs to
 * @param target where it went
 * @param status SENT, RETRYING or DEAD: what the delivery becomes, unless it was settled meanwhile
 * @param nextAttemptAt when RETRYING
 */
public record AttemptOutcome(
    DeliveryKey key,
    String eventId,
    int round,
    String target,
    Instant at,
    int durationMs,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable String response,
    DeliveryStatus status,
    @Nullable Instant nextAttemptAt) {}
