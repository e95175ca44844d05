package dev.tocsin.store.eventtype;

import dev.tocsin.contract.model.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an event type's contract. Only its deprecation ever changes.
 *
 * @param name lower-cased, 1 to 255 characters
 * @param version from 1
 * @param schema a JSON Schema 2020-12 of the events' details
 * @param example details that fit the schema
 * @param forced accepted although it is not compatible with the version before
 * @param createdBy the id of the key that registered it
 * @param deprecatedAt absent: in use
 */
public record EventTypeVersion(
    String tenant,
    String name,
    int version,
    JsonText schema,
    @Nullable String description,
    @Nullable JsonText example,
    @Nullable String owner,
    @Nullable String domain,
    boolean forced,
    Instant createdAt,
    String createdBy,
    @Nullable Instant deprecatedAt) {}
