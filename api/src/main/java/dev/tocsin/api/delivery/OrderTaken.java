package dev.tocsin.api.delivery;

import dev.tocsin.contract.model.DeliveryStatus;

/**
 * The answer 202 to an order.
 *
 * @param status what the delivery is, or becomes with the order
 */
record OrderTaken(String deliveryId, DeliveryStatus status, String message) {}
