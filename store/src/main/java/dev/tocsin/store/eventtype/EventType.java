package dev.tocsin.store.eventtype;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registered type of events.
 *
 * @param typeId {@code typ_} and 26 characters
 * @param name lower-cased, 1 to 255 characters
 * @param newest its last version; its versions are 1 to this, without gaps
 * @param owner of the last version
 * @param domain of the last version
 */
public record EventType(
    String typeId,
    String name,
    int newest,
    @Nullable String owner,
    @Nullable String domain,
    Instant createdAt) {}
