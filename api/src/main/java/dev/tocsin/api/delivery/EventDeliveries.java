package dev.tocsin.api.delivery;

import java.util.List;

/**
 * An event's deliveries.
 *
 * @param more whether there are more than these
 */
public record EventDeliveries(List<DeliveryAnswer> items, boolean more) {}
