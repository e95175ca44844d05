package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /suppressions} takes. */
@Schema(name = "NewSuppression")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuppressionRequest(
    @Schema(description = "A mail address, in any case.", minLength = 3, maxLength = 254)
        String address,
    @Schema(description = "Why, for people.", maxLength = 500) @Nullable String detail) {}
