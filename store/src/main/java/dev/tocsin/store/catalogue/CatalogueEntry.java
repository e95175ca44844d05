package dev.tocsin.store.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * An event type as the catalogue lists it: registered, or seen in events, or both.
 *
 * @param name lower-cased
 * @param newest the number of its last version; absent where it was never registered
 * @param description of the last version
 * @param owner of the last version
 * @param domain of the last version
 */
public record CatalogueEntry(
    String name,
    @Nullable Integer newest,
    @Nullable String description,
    @Nullable String owner,
    @Nullable String domain) {}
