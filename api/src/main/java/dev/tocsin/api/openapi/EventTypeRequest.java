package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code PUT /event-types/{name}/versions/{version}} takes. */
@Schema(name = "EventTypeVersion")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventTypeRequest(
    @Schema(description = "A JSON Schema 2020-12 of the events' details, at most 64 KiB.")
        JsonText schema,
    @Schema(description = "For people.", maxLength = 4096) @Nullable String description,
    @Schema(description = "Details that fit the schema.") @Nullable JsonText example,
    @Schema(description = "Who answers for it.", maxLength = 255) @Nullable String owner,
    @Schema(description = "What it belongs to.", maxLength = 255) @Nullable String domain) {}
