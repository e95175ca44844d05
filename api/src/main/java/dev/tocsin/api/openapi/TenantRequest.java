package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code PUT /admin/tenant} takes; what is left out stays as it is. */
@Schema(name = "TenantSettings")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantRequest(
    @Schema(
            description =
                "off: events are not checked; known: where their type has a schema; strict: their"
                    + " type must have one. In any case.",
            pattern = "^([Oo][Ff][Ff]|[Kk][Nn][Oo][Ww][Nn]|[Ss][Tt][Rr][Ii][Cc][Tt])$")
        @Nullable String schemaMode,
    @Schema(description = "Of events whose envelope names none.", pattern = EventRequest.SEVERITY)
        @Nullable String defaultSeverity,
    @Schema(
            description =
                "So many dead letters within alarmMinutes raise tocsin.alarm.dead_letters; 0: never."
                    + " Default 10.",
            minimum = "0",
            maximum = "1000")
        @Nullable Integer alarmDeadLetters,
    @Schema(description = "Default 5.", minimum = "1", maximum = "1440")
        @Nullable Integer alarmMinutes) {}
