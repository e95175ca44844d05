package dev.tocsin.store.event;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the table holds it.
 *
 * @param workflowId the workflow that carries it; absent while it is PENDING
 * @param deliveries how many it has in all; absent while it is PENDING, and where it was matched by
 *     a version that did not count them
 * @param unsent how many of them are not SENT
 */
public record AcceptedEvent(
    Event event,
    EventStatus status,
    @Nullable String workflowId,
    @Nullable Instant processedAt,
    @Nullable Integer deliveries,
    int unsent) {}
