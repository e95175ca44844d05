package dev.tocsin.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.model.JsonText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /templates} takes. */
@Schema(
    name = "TemplateFields",
    description = "At least one of subject, html, text, body and chat: Mustache, at most 64 KiB.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateRequest(
    @Schema(description = "The tenant's own.", minLength = 1, maxLength = 255) String name,
    @Schema(description = "Of a mail; becomes one line.", minLength = 1) @Nullable String subject,
    @Schema(description = "Of a mail; values are escaped for HTML.", minLength = 1)
        @Nullable String html,
    @Schema(description = "Of a mail.", minLength = 1) @Nullable String text,
    @Schema(description = "Of a webhook; values are escaped by contentType.", minLength = 1)
        @Nullable String body,
    @Schema(description = "Of the webhook's body; application/json by default.")
        @Nullable String contentType,
    @Schema(description = "A chat message; values are escaped for the channel.", minLength = 1)
        @Nullable String chat,
    @Schema(description = "Whether a variable that the event does not have is an error.")
        @Nullable Boolean strict) {

  /** What {@code PUT /templates/{templateId}} takes. */
  @Schema(name = "TemplateVersionFields")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Version(
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String body,
      @Nullable String contentType,
      @Nullable String chat,
      @Nullable Boolean strict) {}

  /** What {@code POST /templates/{templateId}/preview} takes. */
  @Schema(name = "TemplatePreview", description = "Either event or eventId.")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Preview(
      @Schema(description = "An event in any form that is published.") @Nullable JsonText event,
      @Schema(description = "Of an event that was published; takes the role operate or publish.")
          @Nullable String eventId,
      @Schema(description = "The newest by default.", minimum = "1") @Nullable Integer version,
      @Schema(description = "A delivery channel, in any case: only its parts.")
          @Nullable String channel) {}
}
