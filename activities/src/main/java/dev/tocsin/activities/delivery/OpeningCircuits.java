package dev.tocsin.activities.delivery;

import dev.tocsin.activities.circuit.TargetWatch;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.circuit.WaitingDao;
import dev.tocsin.store.delivery.Delivery;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds deliveries whose circuits opened since they were matched. Asks PostgreSQL only about
 * targets that this process has just seen fail: what works costs nothing here.
 */
final class OpeningCircuits {
  private final TargetWatch watch;
  private final WaitingDao waiting;
  private final Clock clock;

  OpeningCircuits(TargetWatch watch, WaitingDao waiting, Clock clock) {
    this.watch = watch;
    this.waiting = waiting;
    this.clock = clock;
  }

  /** Makes those WAITING whose circuits are open, and returns their ids. */
  Set<String> hold(Collection<Delivery> deliveries) {
    List<Delivery> suspects =
        deliveries.stream().filter(each -> watch.isOpening(each.subscriptionId())).toList();
    if (suspects.isEmpty()) {
      return Set.of();
    }
    List<DeliveryKey> keys = suspects.stream().map(Delivery::key).toList();
    return waiting
        .hold(
            suspects.stream().map(Delivery::subscriptionId).collect(Collectors.toSet()),
            keys,
            clock.instant())
        .deliveries();
  }
}
