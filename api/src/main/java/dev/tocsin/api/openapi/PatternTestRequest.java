package dev.tocsin.api.openapi;

import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;

/** What {@code POST /patterns/test} takes. */
@Schema(name = "PatternTest")
public record PatternTestRequest(
    @Schema(description = "An EventBridge event pattern, at most 16 KiB.", minProperties = 1)
        JsonText pattern,
    @Schema(
            description =
                "An event in the form that is published, or (with a detail-type) the document that"
                    + " patterns see.")
        JsonText event) {}
