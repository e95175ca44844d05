package dev.tocsin.client;

/**
 * That an event is durable.
 *
 * @param eventId Tocsin's id of it
 * @param status {@code accepted}
 * @param message a sentence for people
 * @param duplicate whether it was accepted before, under the same id
 */
public record Published(String eventId, String status, String message, boolean duplicate) {}
