package dev.tocsin.api.delivery;

import dev.tocsin.store.delivery.Attempt;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the deliveries of one event together with their attempts. */
public final class DeliveryDetails {
  /** The most that one answer shows. */
  static final int MOST = 200;

  private final DeliveryDao deliveries;

  public DeliveryDetails(DeliveryDao deliveries) {
    this.deliveries = deliveries;
  }

  /** The first 200, oldest first. */
  public EventDeliveries ofEvent(String eventId, LocalDate day) {
    List<Delivery> found = deliveries.ofEvent(eventId, day, MOST + 1);
    List<Delivery> shown = found.subList(0, Math.min(MOST, found.size()));
    Map<String, List<Attempt>> attempts =
        deliveries.attempts(shown).stream().collect(Collectors.groupingBy(Attempt::deliveryId));
    return new EventDeliveries(
        shown.stream()
            .map(
                delivery ->
                    DeliveryAnswer.of(
                        delivery, attempts.getOrDefault(delivery.deliveryId(), List.of())))
            .toList(),
        found.size() > MOST);
  }
}
