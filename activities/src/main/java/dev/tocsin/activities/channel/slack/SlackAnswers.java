package dev.tocsin.activities.channel.slack;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import dev.tocsin.activities.channel.outbound.LeadingFields;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Slack's answers mean. Its Web API answers 200 whatever happened and says the rest in {@code
 * ok} and {@code error} ("Errors" of chat.postMessage); an incoming webhook answers with a status
 * and a word ("Handling errors" of incoming webhooks).
 */
final class SlackAnswers {
  private static final String FAILED = "Slack failed: ";
  private static final Pattern ERROR = Pattern.compile("[a-z][a-z0-9_]{0,79}");

  /** This message, or any message to this place. */
  private static final Set<String> FOR_GOOD =
      Set.of(
          "action_prohibited",
          "cannot_reply_to_message",
          "channel_is_archived",
          "channel_not_found",
          "invalid_arguments",
          "invalid_attachments",
          "invalid_blocks",
          "invalid_blocks_format",
          "invalid_payload",
          "invalid_token",
          "is_archived",
          "messages_tab_disabled",
          "msg_blocks_too_long",
          "msg_too_long",
          "no_active_hooks",
          "no_service",
          "no_service_id",
          "no_team",
          "no_text",
          "not_in_channel",
          "posting_to_general_channel_denied",
          "restricted_action",
          "restricted_action_non_threadable_channel",
          "restricted_action_read_only_channel",
          "restricted_action_thread_only_channel",
          "team_disabled",
          "too_many_attachments",
          "user_not_found");

  /** Our token's or workspace's: every other message of it would meet it too. */
  private static final Set<String> OUR_TOKEN =
      Set.of(
          "access_denied",
          "account_inactive",
          "ekm_access_denied",
          "enterprise_is_restricted",
          "invalid_auth",
          "missing_scope",
          "no_permission",
          "not_allowed_token_type",
          "not_authed",
          "org_login_required",
          "team_access_not_granted",
          "team_added_to_org",
          "token_expired",
          "token_revoked",
          "two_factor_setup_required");

  private SlackAnswers() {}

  /** Of an incoming webhook: its error is the whole body. */
  static Outcome ofWebhook(Outcome usual, Answer answer, @Nullable Duration retryAfter) {
    String error = answer.body() == null ? "" : answer.body().strip();
    return usual instanceof Outcome.RetryLater && FOR_GOOD.contains(error)
        ? new Outcome.Rejected(FAILED + error, answer)
        : usual;
  }

  /** Of the Web API. */
  static Outcome ofPostMessage(Outcome usual, Answer answer, @Nullable Duration retryAfter) {
    if (!(usual instanceof Outcome.Delivered)) {
      return usual;
    }
    Map<String, String> fields = LeadingFields.of(answer.body());
    if ("true".equals(fields.get("ok"))) {
      // The rest repeats the message.
      return new Outcome.Delivered(
          new Answer(answer.httpStatus(), "Slack message " + fields.getOrDefault("ts", "")));
    }
    String error = fields.getOrDefault("error", "");
    if (!ERROR.matcher(error).matches()) {
      return new Outcome.RetryLater(FAILED + "no valid answer", retryAfter, answer);
    }
    if (OUR_TOKEN.contains(error)) {
      return new Outcome.HeldBack("Slack refuses our token: " + error);
    }
    return FOR_GOOD.contains(error)
        ? new Outcome.Rejected(FAILED + error, answer)
        : new Outcome.RetryLater(FAILED + error, retryAfter, answer);
  }
}
