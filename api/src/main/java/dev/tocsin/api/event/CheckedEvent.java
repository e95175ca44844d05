package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event that may pass the door.
 *
 * @param schemaVersion the version of its type that it was checked against; absent where it has
 *     none
 */
record CheckedEvent(Event event, @Nullable String schemaVersion) {}
