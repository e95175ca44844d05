package dev.tocsin.activities.delivery;

import dev.tocsin.store.delivery.AttemptOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt led to: an outcome to record, or the reason why it does not count as one.
 *
 * @param retryAfter the least pause that the target asked for
 */
record Sent(
    @Nullable AttemptOutcome outcome,
    @Nullable String heldBack,
    Verdict verdict,
    @Nullable Duration retryAfter) {

  /** Of the outcome; empty where there is none. */
  String reason() {
    String reason = outcome == null ? null : outcome.reason();
    return reason == null ? "" : reason;
  }

  static Sent heldBack(String reason) {
    return new Sent(null, reason, Verdict.NOT_ASKED, null);
  }

  /** What an attempt tells of the target. */
  enum Verdict {
    /** It was not asked. */
    NOT_ASKED,
    /** It took the delivery, or refused it for good: either way somebody is there. */
    ANSWERED,
    /** It may answer later. */
    FAILED,
    /** It said that it is gone, and nothing is to be sent to it any more. */
    GONE
  }
}
