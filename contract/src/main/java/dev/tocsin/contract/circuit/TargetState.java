package dev.tocsin.contract.circuit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a target stands after a step of its workflow.
 *
 * @param status of the workflow, as operators find it: OPEN, DRAINING, LIMITED, CLOSED, DISABLED,
 *     PAUSED
 * @param next what the workflow is to do next
 * @param pause before what is next
 * @param waiting how many deliveries wait
 * @param since when the circuit opened; absent where it never did
 * @param nextProbeAt absent where it is not probed
 * @param reason what the target answered last
 */
public record TargetState(
    String status,
    Next next,
    Duration pause,
    long waiting,
    @Nullable Instant since,
    @Nullable Instant nextProbeAt,
    @Nullable String reason) {

  /** What the workflow is to do next. */
  public enum Next {
    /** Wait for {@code pause}, then try the target with one delivery. */
    PROBE,
    /** Send what waits. */
    DRAIN,
    /** Wait for {@code pause}, or until somebody asks, then send what waits. */
    WAIT,
    /** Nothing waits: end after {@code pause}, unless somebody asks before. */
    REST,
    /** Nothing waits: close the circuit. */
    CLOSE,
    /** Nothing: the circuit is closed or disabled, or its subscription is paused or deleted. */
    END
  }
}
