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
    @Nullable Instant nextAttemptAt) {

  private static final int EXCERPT = 200;

  /** The error and the beginning of the target's answer on one line; absent where it was SENT. */
  public @Nullable String reason() {
    if (error == null || response == null || response.isBlank()) {
      return error;
    }
    return error + ": " + Text.shorten(response.strip().replaceAll("\\s+", " "), EXCERPT);
  }
}
