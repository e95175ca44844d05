package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How errors are answered. */
@Schema(
    description =
        "Problem details (RFC 9457). Errors that existing clients know have error, and details or"
            + " message, beside them, and are application/json.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    @Schema(description = "Its kind, for programs.", example = "urn:tocsin:problem:not-found")
        String type,
    @Schema(description = "Its kind, for people.") String title,
    @Schema(description = "The HTTP status.") int status,
    @Schema(description = "What was wrong this time, and what to change.") String detail,
    @Nullable String error,
    @Schema(description = "Every fault, in the order of the fields.")
        @Nullable List<String> details,
    @Nullable String message,
    @Schema(description = "Where a template is wrong, or failed.") @Nullable Fault fault) {

  /** A place in a template. */
  @Schema(name = "TemplateFault")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Fault(@Nullable String part, int line, int column, String reason) {}

  /** How a key that is unknown, or has nothing left, is answered: in the words of old. */
  @Schema(name = "Refused")
  record Refused(String message) {}
}
