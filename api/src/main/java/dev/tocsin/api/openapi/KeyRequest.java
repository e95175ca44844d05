package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /admin/keys} takes. */
@Schema(name = "Key")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRequest(
    @Schema(description = "For people.", minLength = 1, maxLength = 255) String name,
    @ArraySchema(
            minItems = 1,
            arraySchema =
                @Schema(description = "publish, subscribe, operate or admin, in any case."),
            schema = @Schema(type = "string"))
        List<String> roles,
    @Schema(description = "An ISO 8601 time to come, from when on the key is unknown.")
        @Nullable String expiresAt,
    @Nullable Plan plan) {

  /** Its limits. */
  @Schema(name = "Plan", description = "Each limit holds only where it is set.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Plan(
      @Schema(
              description = "Requests per second in the long run.",
              minimum = "0.0001",
              maximum = "100000")
          @Nullable Double ratePerSecond,
      @Schema(
              description = "Requests that may come at once; needs ratePerSecond.",
              minimum = "1",
              maximum = "1000000")
          @Nullable Integer burst,
      @Schema(
              description = "Requests in a calendar month, UTC.",
              minimum = "1",
              maximum = "1000000000000")
          @Nullable Long monthlyQuota) {}

  /** What {@code POST /admin/keys/{keyId}/rotate} takes. */
  @Schema(name = "Rotation")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rotation(
      @Schema(
              description = "How long the old key stays good; a day by default.",
              minimum = "0",
              maximum = "2592000")
          @Nullable Long overlapSeconds,
      @Schema(description = "An ISO 8601 time to come, at which the new key ends.")
          @Nullable String expiresAt) {}
}
