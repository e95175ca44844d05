package dev.tocsin.store.event;

import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which events a listing shows; what is absent does not narrow it. */
public record EventFilter(
    @Nullable EventStatus status,
    @Nullable String eventType,
    @Nullable Severity severity,
    @Nullable Instant since,
    @Nullable String correlationId) {}
