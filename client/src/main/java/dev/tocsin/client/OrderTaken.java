package dev.tocsin.client;

/**
 * That an operator's order was taken.
 *
 * @param status of the delivery, as the order leaves it
 * @param message a sentence for people
 */
public record OrderTaken(String deliveryId, DeliveryStatus status, String message) {}
