package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code POST} and {@code PATCH /subscriptions} take. */
@Schema(
    name = "SubscriptionFields",
    description =
        "POST needs channel and target, and eventType with severityFilter, or pattern. PATCH"
            + " replaces each field that is named, as a whole; null takes a field away.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriptionRequest(
    @Schema(
            description = "Equal to the event's, in any case. Needed without a pattern.",
            minLength = 1,
            maxLength = 255)
        @Nullable String eventType,
    @Schema(
            description =
                "This severity and above: LOW, MEDIUM, HIGH or CRITICAL, in any case. Needed without"
                    + " a pattern; LOW with one.",
            pattern = EventRequest.SEVERITY)
        @Nullable String severityFilter,
    @Schema(description = "A delivery channel, in any case.", example = "WEBHOOK")
        @Nullable String channel,
    @Schema(
            description =
                "An http or https URL without user information for WEBHOOK, a mail address for"
                    + " EMAIL; docs/channels says it of the others.",
            minLength = 1,
            maxLength = 2048)
        @Nullable String target,
    @Schema(description = "For people.", minLength = 1, maxLength = 255) @Nullable String name,
    @Schema(description = "An EventBridge event pattern, at most 16 KiB.", minProperties = 1)
        @Nullable JsonText pattern,
    @Nullable Retry retry,
    @Schema(
            description = "Seconds for a whole attempt; 15 by default.",
            minimum = "1",
            maximum = "60")
        @Nullable Integer timeoutSeconds,
    @Schema(description = "Sent with every webhook: at most 20, printable ASCII.")
        @Nullable Map<String, String> headers,
    @Schema(
            description = "In which form a webhook writes an event; tocsin by default.",
            pattern = "^(tocsin|cloudevents-structured|cloudevents-binary)$")
        @Nullable String format,
    @ArraySchema(
            minItems = 1,
            maxItems = 2,
            uniqueItems = true,
            arraySchema =
                @Schema(
                    description =
                        "How a webhook is signed, by Standard Webhooks: v1 (HMAC-SHA256, the"
                            + " default), v1a (Ed25519) or both."),
            schema = @Schema(type = "string", pattern = "^v1a?$"))
        @Nullable List<String> signatures,
    @Schema(description = "False creates or puts it on hold. True by default.")
        @Nullable Boolean active,
    @Nullable Template template,
    @Nullable Transform transform,
    @Nullable Limits limits) {

  /** What it is told by. */
  @Schema(
      name = "TemplateUse",
      description =
          "Either id, and version where it is not the newest, of a shared template; or the parts of"
              + " a template of its own. Not together with transform.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Template(
      @Schema(description = "A shared template's.") @Nullable String id,
      @Schema(description = "The newest by default.", minimum = "1") @Nullable Integer version,
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String body,
      @Nullable String contentType,
      @Nullable String chat,
      @Nullable Boolean strict) {}

  /** As EventBridge's input transformer. */
  @Schema(
      name = "Transform",
      description =
          "Makes the body for WEBHOOK, SNS, SQS and EVENTBRIDGE, as an input transformer of Amazon EventBridge.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Transform(
      @Schema(description = "At most 100 JSON paths by the variables' names.")
          @Nullable Map<String, String> inputPathsMap,
      @Schema(description = "JSON, or a text, with <variables>.", minLength = 1, maxLength = 8192)
          String inputTemplate) {}

  /** How fast its target is sent to. */
  @Schema(
      name = "LimitFields",
      description =
          "How fast the target is sent to, retries included; what comes faster waits, the most"
              + " urgent first. At least one of the two.",
      minProperties = 1,
      additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Limits(
      @Schema(
              description = "Deliveries a second, spread evenly; at most 6 decimal places.",
              minimum = "0.001",
              maximum = "1000",
              example = "0.2")
          @Nullable BigDecimal perSecond,
      @Schema(
              description = "Attempts under way at once; 100 by default.",
              minimum = "1",
              maximum = "100")
          @Nullable Integer concurrency) {}

  /** When it is tried again. */
  @Schema(name = "RetryFields", description = "The pauses between attempts.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Retry(
      @ArraySchema(
              minItems = 1,
              maxItems = 20,
              schema = @Schema(type = "integer", minimum = "1", maximum = "604800"))
          List<Integer> delaysSeconds,
      @Schema(description = "By which share each pause varies.", minimum = "0", maximum = "0.5")
          @Nullable Double jitter) {}
}
