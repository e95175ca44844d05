package dev.tocsin.store.template;

import dev.tocsin.contract.model.TemplateParts;
import java.time.Instant;

/**
 * A version of a template, which never changes.
 *
 * @param version from 1
 * @param createdBy the id of the key that made it
 */
public record TemplateVersion(
    String tenant,
    String templateId,
    int version,
    TemplateParts parts,
    Instant createdAt,
    String createdBy) {}
