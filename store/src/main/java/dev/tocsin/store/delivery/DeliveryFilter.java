package dev.tocsin.store.delivery;

import dev.tocsin.contract.model.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries a listing shows; what is absent does not narrow it.
 *
 * @param since created then or later
 */
public record DeliveryFilter(
    @Nullable DeliveryStatus status,
    @Nullable String subscriptionId,
    @Nullable String eventType,
    @Nullable Instant since) {}
