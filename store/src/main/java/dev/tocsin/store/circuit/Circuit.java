package dev.tocsin.store.circuit;

import dev.tocsin.contract.model.CircuitState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The circuit of a subscription's target, as the table holds it.
 *
 * @param reason what the target answered last, or why the subscription was disabled
 * @param since when it left CLOSED, or became DISABLED
 * @param failingSince since when the target failed without a break; absent where it did not
 * @param probes how often it was probed in vain since it opened; where it is LIMITED, how many
 *     deliveries failed in a row
 * @param nextProbeAt when its workflow goes on; absent where it is neither OPEN nor LIMITED, or
 *     where it is LIMITED and nothing waits
 */
public record Circuit(
    String subscriptionId,
    CircuitState state,
    @Nullable String reason,
    Instant since,
    @Nullable Instant failingSince,
    int probes,
    @Nullable Instant nextProbeAt) {

  /** The target answered at that time: what waits can go out. */
  public Circuit answered(Instant at) {
    return new Circuit(subscriptionId, state, reason, since, null, 0, at);
  }

  /** The target was tried in vain at that time. */
  public Circuit failed(String why, Instant at, Instant next) {
    return new Circuit(
        subscriptionId,
        state,
        why,
        since,
        failingSince == null ? at : failingSince,
        probes + 1,
        next);
  }

  /** It could not be tried, for a reason that is not the target's. */
  public Circuit postponed(@Nullable Instant next) {
    return new Circuit(subscriptionId, state, reason, since, failingSince, probes, next);
  }

  /** Nobody tries it any more until it is enabled. */
  public Circuit disabled(String why, Instant at) {
    return new Circuit(subscriptionId, CircuitState.DISABLED, why, at, failingSince, probes, null);
  }
}
