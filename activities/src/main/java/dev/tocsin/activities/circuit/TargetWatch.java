package dev.tocsin.activities.circuit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.model.TargetRef;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts, as far as this process sees, how many different deliveries a target failed in a row, and
 * calls for its workflow when they are too many. In memory, so that a delivery that works costs
 * nothing: what a crash forgets is seen again. Thread-safe.
 */
public final class TargetWatch {
  private static final int MOST = 100_000;

  // Long enough for a target that gets one event a day, whose retries go on for days.
  private static final Duration REMEMBERED = Duration.ofDays(2);
  private static final Duration OPENING = Duration.ofMinutes(1);

  private final int failures;
  private final Consumer<TargetRun> workflows;
  private final Cache<String, Streak> streaks =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
  private final Cache<String, Boolean> opening =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(OPENING).build();

  /**
   * @param workflows starts a target's workflow in the background, unless it runs; never throws
   */
  public TargetWatch(CircuitSettings settings, Consumer<TargetRun> workflows) {
    this.failures = settings.failures();
    this.workflows = workflows;
  }

  /** The target took a delivery, or refused it for good. */
  public void answered(String subscriptionId) {
    streaks.invalidate(subscriptionId);
    opening.invalidate(subscriptionId);
  }

  /** The target could not be reached, or asked for another attempt. */
  public void failed(TargetRef target, String deliveryId, Instant at, String reason) {
    AtomicReference<@Nullable Instant> opens = new AtomicReference<>();
    streaks
        .asMap()
        .compute(
            target.subscriptionId(),
            (id, before) -> {
              Streak now = before == null ? new Streak(at, new HashSet<>()) : before;
              now.deliveries.add(deliveryId);
              if (now.deliveries.size() < failures) {
                return now;
              }
              // Counted anew: should the start be lost, as many more failures repeat it.
              opens.set(now.since);
              return null;
            });
    Instant since = opens.get();
    if (since != null) {
      opening.put(target.subscriptionId(), true);
      workflows.accept(new TargetRun(target, reason, since, false));
    }
  }

  /** The target said that it is gone for good. */
  public void gone(TargetRef target, Instant at, String reason) {
    streaks.invalidate(target.subscriptionId());
    opening.put(target.subscriptionId(), true);
    workflows.accept(new TargetRun(target, reason, at, true));
  }

  /** A hint that the target's circuit was opened a moment ago; only its row knows. */
  public boolean isOpening(String subscriptionId) {
    return opening.getIfPresent(subscriptionId) != null;
  }

  /** Changed only within the map's own lock of its key. */
  private record Streak(Instant since, Set<String> deliveries) {}
}
