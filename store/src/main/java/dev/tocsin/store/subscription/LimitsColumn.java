package dev.tocsin.store.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import java.math.BigDecimal;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A subscription's limits as its row holds them, and what they make of its circuit. */
final class LimitsColumn {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LimitsColumn() {}

  static @Nullable TargetLimits read(@Nullable String json) {
    try {
      return json == null ? null : JSON.readValue(json, Stored.class).limits();
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("A subscription's row holds JSON that is not ours", foreign);
    }
  }

  static @Nullable String write(@Nullable TargetLimits limits) {
    try {
      return limits == null
          ? null
          : JSON.writeValueAsString(new Stored(limits.perSecond(), limits.concurrency()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Numbers can always be written", impossible);
    }
  }

  /**
   * From its commit on, what is matched for a subscription with limits waits for its workflow. What
   * was limited stays so until its workflow has sent what waits, and closes the circuit.
   */
  static void apply(Handle handle, Subscription subscription) {
    if (subscription.limits() == null || subscription.deleted()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO circuit AS c (subscription_id, state, since, updated_at)
            VALUES (:id, 'LIMITED', :now, :now)
            ON CONFLICT (subscription_id) DO UPDATE SET state = 'LIMITED', reason = NULL,
              since = :now, failing_since = NULL, probes = 0, next_probe_at = NULL,
              updated_at = :now
            WHERE c.state = 'CLOSED'""")
        .bind("id", subscription.subscriptionId())
        .bind("now", subscription.updatedAt())
        .execute();
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Stored(@Nullable BigDecimal perSecond, @Nullable Integer concurrency) {
    TargetLimits limits() {
      return new TargetLimits(perSecond, concurrency);
    }
  }
}
