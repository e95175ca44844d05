package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /dead-letters/redrive} and {@code POST /dead-letters/discard} take. */
@Schema(name = "DeadLetterOrder")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterRequest(
    @Nullable Filter filter,
    @Schema(description = "Take every dead letter; instead of a filter.") @Nullable Boolean all,
    @Schema(description = "Why; kept with who ordered it.", minLength = 1, maxLength = 500)
        String reason,
    @Schema(
            description = "How many are taken in a second at most; 50 by default.",
            minimum = "1",
            maximum = "1000")
        @Nullable Integer ratePerSecond,
    @Schema(
            description =
                "How many are taken in all at most, the oldest first; 1,000,000 by default.",
            minimum = "1",
            maximum = "1000000")
        @Nullable Integer most,
    @Schema(description = "Only count; nothing is begun.") @Nullable Boolean dryRun) {

  /** Which dead letters. */
  @Schema(
      name = "DeadLetterFilter",
      description = "At least one field; those that are given must all be true.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Filter(
      @Nullable String subscriptionId,
      @Schema(description = "In any case.") @Nullable String channel,
      @Schema(description = "The whole target.") @Nullable String target,
      @Schema(description = "In any case.") @Nullable String eventType,
      @Schema(description = "Of the last answer.", minimum = "100", maximum = "599")
          @Nullable Integer httpStatus,
      @Schema(
              description =
                  "HTTP_4XX, HTTP_5XX, HTTP_OTHER, TIMEOUT, CONNECTION, DNS, TLS,"
                      + " FORBIDDEN_ADDRESS, CONTRACT or OTHER, in any case.")
          @Nullable String errorClass,
      @Schema(description = "A part of the reason, in any case.", minLength = 1, maxLength = 255)
          @Nullable String reasonContains,
      @Schema(
              description = "Died at this ISO 8601 time with an offset or later.",
              pattern = CommonAnswers.TIME)
          @Nullable String since,
      @Schema(
              description = "Died before this ISO 8601 time with an offset.",
              pattern = CommonAnswers.TIME)
          @Nullable String until) {}
}
