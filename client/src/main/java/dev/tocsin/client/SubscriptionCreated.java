package dev.tocsin.client;

/**
 * That a subscription is in force.
 *
 * @param status {@code active} or {@code paused}
 * @param message a sentence for people
 */
public record SubscriptionCreated(String subscriptionId, String status, String message) {}
