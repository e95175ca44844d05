package dev.tocsin.store.eventtype;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version without its schema and example, which may be large.
 *
 * @param version from 1
 * @param createdBy the id of the key that registered it
 * @param deprecatedAt absent: in use
 */
public record VersionSummary(
    int version,
    @Nullable String description,
    @Nullable String owner,
    @Nullable String domain,
    boolean forced,
    Instant createdAt,
    String createdBy,
    @Nullable Instant deprecatedAt) {}
