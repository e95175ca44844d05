package dev.tocsin.store.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many events are PENDING.
 *
 * @param oldest when the oldest of them was received; absent where there is none
 */
public record Backlog(long events, @Nullable Instant oldest) {}
