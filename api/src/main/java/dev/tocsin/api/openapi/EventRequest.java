package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /events} takes, in the simple form. */
@Schema(name = "Event", description = "An event, in the simple form. Unknown fields are ignored.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventRequest(
    @Schema(
            description =
                "Compared and delivered in lower case. Must not begin with tocsin. in any case:"
                    + " such events are Tocsin's own.",
            minLength = 1,
            maxLength = 255,
            example = "order.shipped")
        String eventType,
    @Schema(
            description = "LOW, MEDIUM, HIGH or CRITICAL, in any case.",
            pattern = EventRequest.SEVERITY,
            example = "LOW")
        String severity,
    @Schema(description = "For people.", minLength = 1) String title,
    @Schema(description = "Delivered with its keys in order and its numbers digit for digit.")
        @Nullable JsonText details,
    @Schema(
            description =
                "Your own id of the event: the same id again is harmless. Goes before the header"
                    + " Idempotency-Key.",
            minLength = 1,
            maxLength = 255)
        @Nullable String id) {
  /** Severities in any case, as a regular expression. */
  static final String SEVERITY =
      "^([Ll][Oo][Ww]|[Mm][Ee][Dd][Ii][Uu][Mm]|[Hh][Ii][Gg][Hh]"
          + "|[Cc][Rr][Ii][Tt][Ii][Cc][Aa][Ll])$";
}
