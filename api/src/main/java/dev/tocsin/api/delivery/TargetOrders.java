package dev.tocsin.api.delivery;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.circuit.CircuitOrdersDao;
import dev.tocsin.store.circuit.CircuitOrdersDao.Shown;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows and orders what concerns all deliveries to a target that is down. The row is changed first;
 * should Temporal be away then, recovery starts the target's workflow.
 */
public final class TargetOrders {
  private final CircuitOrdersDao circuits;
  private final DeliveryWorkflows workflows;
  private final DeliveryRefs refs;
  private final Clock clock;

  public TargetOrders(
      CircuitOrdersDao circuits,
      DeliveryWorkflows workflows,
      ChannelRegistry channels,
      Clock clock) {
    this.circuits = circuits;
    this.workflows = workflows;
    this.refs = new DeliveryRefs(channels);
    this.clock = clock;
  }

  /** Those of the subscriptions' circuits that are not closed, by their subscription's id. */
  public Map<String, Shown> shown(Collection<Subscription> subscriptions) {
    return circuits.shown(
        subscriptions.stream().map(Subscription::subscriptionId).collect(Collectors.toSet()));
  }

  /** Enables a subscription that is disabled; one whose target is down is tried now. */
  public void enable(Subscription subscription) {
    if (circuits.enable(
        subscription.subscriptionId(), clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
      workflows.attend(refs.target(subscription));
    }
  }

  /** Has a target with limits looked at now: they are others since a moment ago, or none. */
  public void hurry(Subscription subscription) {
    if (shown(List.of(subscription)).containsKey(subscription.subscriptionId())) {
      workflows.attend(refs.target(subscription));
    }
  }

  /**
   * Has a target that is down tried now.
   *
   * @return false where its circuit is not open
   */
  boolean probe(Subscription subscription) {
    boolean due =
        circuits.makeDue(
            subscription.subscriptionId(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (due) {
      workflows.attend(refs.target(subscription));
    }
    return due;
  }

  /** Why a delivery that waits cannot be tried now. */
  String whyNoProbe(Subscription subscription) {
    Shown shown = shown(List.of(subscription)).get(subscription.subscriptionId());
    if (shown == null || shown.circuit().state() == CircuitState.OPEN) {
      return "Its state has just changed; try again";
    }
    return shown.circuit().state() == CircuitState.LIMITED
        ? "It waits for its turn within its subscription's limits; change these to hurry it"
        : "Its subscription is disabled, as its target failed for too long; enable it";
  }
}
