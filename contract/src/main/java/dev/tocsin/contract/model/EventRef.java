package dev.tocsin.contract.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an event: all that Temporal holds of it, so that histories stay small and private.
 *
 * @param day the UTC day of receipt
 * @param type as published
 * @param title cut to 100 characters
 * @param correlationId absent where the event has none, and in references of older histories
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventRef(
    String eventId,
    LocalDate day,
    String tenant,
    String type,
    Severity severity,
    String title,
    @Nullable String correlationId) {}
