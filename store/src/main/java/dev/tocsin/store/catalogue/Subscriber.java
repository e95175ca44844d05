package dev.tocsin.store.catalogue;

import dev.tocsin.contract.model.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue shows of a subscription that is not deleted.
 *
 * @param eventType lower-cased; absent only where there is a pattern
 * @param pattern absent where there is none, or where it is too long to be compared
 * @param active false while it is paused
 */
public record Subscriber(
    String subscriptionId,
    @Nullable String name,
    @Nullable String eventType,
    @Nullable JsonText pattern,
    String channel,
    String target,
    boolean active) {}
