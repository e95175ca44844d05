package dev.tocsin.store.template;

import java.time.Instant;

/**
 * A shared template; what it says is in its versions.
 *
 * @param templateId {@code tpl_} and 26 characters
 * @param name the tenant's own, 1 to 255 characters
 * @param newest the last version's number; versions are 1 to this
 * @param updatedAt when the newest version was made
 */
public record Template(
    String templateId,
    String tenant,
    String name,
    int newest,
    Instant createdAt,
    Instant updatedAt) {}
