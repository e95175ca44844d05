package dev.tocsin.contract.event;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import java.util.List;

/**
 * What a group of events is to be delivered to.
 *
 * @param direct to be attempted within the event's own workflow
 * @param handOver to a workflow of their own from the start: their targets lately failed or were
 *     slow
 */
public record MatchedGroup(List<DeliveryKey> direct, List<DeliveryRef> handOver) {
  public MatchedGroup {
    direct = List.copyOf(direct);
    handOver = List.copyOf(handOver);
  }
}
