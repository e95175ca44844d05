package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt, to be recorded.
 *
 * @param round the round it belongs to
 * @param target where it went
 * @param status SENT, RETRYING, DEAD or SUPPRESSED: what the delivery becomes, unless it was
 *     settled meanwhile. SUPPRESSED tells of an attempt that was not made, and is not counted as
 *     one
 * @param nextAttemptAt when RETRYING
 * @param messageId what a mail provider calls the mail that it took; absent: it gives no id
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
    @Nullable Instant nextAttemptAt,
    @Nullable String messageId) {

  private static final int EXCERPT = 200;

  /** The same of a mail that the provider calls so; absent where it does not say. */
  public AttemptOutcome withMessageId(@Nullable String called) {
    return new AttemptOutcome(
        key,
        eventId,
        round,
        target,
        at,
        durationMs,
        httpStatus,
        error,
        response,
        status,
        nextAttemptAt,
        called);
  }

  /** The error and the beginning of the target's answer on one line; absent where it was SENT. */
  public @Nullable String reason() {
    if (error == null || response == null || response.isBlank()) {
      return error;
    }
    return error + ": " + Text.shorten(response.strip().replaceAll("\\s+", " "), EXCERPT);
  }
}
