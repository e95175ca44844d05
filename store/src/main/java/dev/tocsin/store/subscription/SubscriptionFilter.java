package dev.tocsin.store.subscription;

import org.jspecify.annotations.Nullable;

/** Which subscriptions a listing shows; what is absent does not narrow it. */
public record SubscriptionFilter(
    @Nullable String eventType, @Nullable String channel, @Nullable Boolean active) {}
