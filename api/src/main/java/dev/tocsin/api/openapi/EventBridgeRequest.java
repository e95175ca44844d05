package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /events} takes as Amazon EventBridge sends it. */
@Schema(
    name = "EventBridgeEvent",
    description =
        "An event as Amazon EventBridge sends it. Its other fields (account, region, resources, …)"
            + " are kept as extensions.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventBridgeRequest(
    @Schema(minLength = 1, maxLength = 255, example = "aws.s3") String source,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            minLength = 1,
            maxLength = 255,
            example = "Object Created")
        @JsonProperty("detail-type")
        String detailType,
    @Schema(
            description =
                "What happened. A domain envelope, {metadata, data}, is checked, and its metadata"
                    + " identifies the event.")
        @Nullable JsonText detail,
    @Schema(
            description = "Identifies the event, together with the source.",
            minLength = 1,
            maxLength = 255)
        @Nullable String id,
    @Schema(description = "When it happened, in ISO 8601 with an offset.", format = "date-time")
        @Nullable String time,
    @Schema(description = "The tenant's default where absent.", pattern = EventRequest.SEVERITY)
        @Nullable String severity,
    @Schema(description = "For people; the type where absent.", minLength = 1)
        @Nullable String title,
    @Schema(description = "Made where absent.", minLength = 1, maxLength = 255)
        @Nullable String correlationId) {}
