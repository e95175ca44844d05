package dev.tocsin.store.catalogue;

import java.time.Instant;

/**
 * A source that published a type.
 *
 * @param name of the type, lower-cased
 * @param source empty: events in the simple form, which names none
 * @param events how many since {@code firstAt}, more than 0
 */
public record TypeSource(
    String tenant, String name, String source, long events, Instant firstAt, Instant lastAt) {}
