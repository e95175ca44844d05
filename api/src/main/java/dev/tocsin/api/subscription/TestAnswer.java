package dev.tocsin.api.subscription;

import dev.tocsin.activities.channel.Outcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a test notification. */
record TestAnswer(
    @Schema(
            description =
                "`delivered`: the target took it. `rejected`: it would be a dead letter at once."
                    + " `retry`: it would be tried again. `held`: it would wait, for a reason that"
                    + " is not the target's.",
            allowableValues = {"delivered", "rejected", "retry", "held"})
        String outcome,
    @Schema(description = "What the target answered; null where no HTTP answer came.")
        @Nullable Integer httpStatus,
    @Schema(description = "Why it was not delivered.") @Nullable String error,
    @Schema(description = "How long it took, in milliseconds.") long durationMs) {

  static TestAnswer of(Outcome outcome, Duration took) {
    long millis = took.toMillis();
    if (outcome instanceof Outcome.Delivered delivered) {
      return new TestAnswer("delivered", delivered.answer().httpStatus(), null, millis);
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new TestAnswer("rejected", rejected.answer().httpStatus(), rejected.reason(), millis);
    }
    if (outcome instanceof Outcome.RetryLater later) {
      return new TestAnswer("retry", later.answer().httpStatus(), later.reason(), millis);
    }
    return new TestAnswer("held", null, ((Outcome.HeldBack) outcome).reason(), millis);
  }
}
