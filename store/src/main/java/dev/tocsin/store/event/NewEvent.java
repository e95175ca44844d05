package dev.tocsin.store.event;

import dev.tocsin.contract.model.Event;

/**
 * An event at the door.
 *
 * @param contentHash equal for two events with equal content, whenever they were received
 */
public record NewEvent(Event event, byte[] contentHash) {}
