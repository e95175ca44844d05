package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /events} takes as a CloudEvent. */
@Schema(
    name = "CloudEvent",
    description =
        "A CloudEvent 1.0 in structured mode. Source and id identify it. Extensions that are not"
            + " named here are kept.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudEventRequest(
    @Schema(allowableValues = "1.0") String specversion,
    @Schema(minLength = 1, maxLength = 255) String id,
    @Schema(
            description = "A URI reference.",
            minLength = 1,
            maxLength = 255,
            format = "uri-reference",
            example = "/shop/orders")
        String source,
    @Schema(minLength = 1, maxLength = 255, example = "order.shipped") String type,
    @Schema(description = "When it happened, in ISO 8601 with an offset.", format = "date-time")
        @Nullable String time,
    @Schema(description = "What it is about; kept as an extension.", minLength = 1)
        @Nullable String subject,
    @Schema(description = "The tenant's default where absent.", pattern = EventRequest.SEVERITY)
        @Nullable String severity,
    @Schema(description = "For people; the type where absent.", minLength = 1)
        @Nullable String title,
    @Schema(description = "Made where absent.", minLength = 1, maxLength = 255)
        @Nullable String correlationid,
    @Schema(minLength = 1, maxLength = 255) @Nullable String domain,
    @Schema(
            description = "The version of its type.",
            types = {"string", "integer"},
            minLength = 1,
            maxLength = 255)
        @Nullable Object schemaversion,
    @Schema(
            description = "What happened. What is no object is delivered as the field data of one.",
            implementation = Object.class)
        @Nullable Object data) {}
