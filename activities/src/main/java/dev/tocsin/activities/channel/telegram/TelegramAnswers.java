package dev.tocsin.activities.channel.telegram;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import dev.tocsin.activities.channel.outbound.LeadingFields;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the Bot API's answers mean ("Making requests" and "ResponseParameters" of its reference).
 * They are JSON with {@code ok}, {@code error_code}, {@code description} and {@code parameters}.
 */
final class TelegramAnswers {
  private static final String FAILED = "Telegram failed: ";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final int LONGEST_DESCRIPTION = 200;

  /** Bad requests and refusals: the chat is gone, or the bot may not write there. */
  private static final Set<Long> FOR_GOOD = Set.of(400L, 403L);

  /** A wrong or revoked token: of a well-formed one and of another. */
  private static final Set<Long> OUR_TOKEN = Set.of(401L, 404L);

  private TelegramAnswers() {}

  static Outcome outcomeOf(Outcome usual, Answer answer, @Nullable Duration retryAfter) {
    Map<String, String> body = LeadingFields.of(answer.body());
    if ("true".equals(body.get("ok"))) {
      // The rest repeats the message.
      return new Outcome.Delivered(
          new Answer(
              answer.httpStatus(),
              "Telegram message " + body.getOrDefault("result.message_id", "")));
    }
    long code = number(body, "error_code");
    if (!"false".equals(body.get("ok"))) {
      // Not Telegram itself, but something on the way to it.
      return new Outcome.RetryLater(FAILED + "no valid answer", retryAfter, answer);
    }
    String description = body.getOrDefault("description", "").replaceAll("\\p{Cc}+", " ");
    String reason = Text.shorten(code + " " + description, LONGEST_DESCRIPTION);
    if (OUR_TOKEN.contains(code)) {
      return new Outcome.HeldBack("Telegram refuses our token: " + reason);
    }
    if (FOR_GOOD.contains(code)) {
      return new Outcome.Rejected(FAILED + reason + moved(body), answer);
    }
    Duration pause = pause(body);
    return new Outcome.RetryLater(FAILED + reason, pause == null ? retryAfter : pause, answer);
  }

  private static @Nullable Duration pause(Map<String, String> body) {
    long seconds = number(body, "parameters.retry_after");
    return seconds <= 0
        ? null
        : Duration.ofSeconds(Math.min(seconds, RetrySchedule.LONGEST_RETRY_AFTER.toSeconds()));
  }

  private static String moved(Map<String, String> body) {
    long id = number(body, "parameters.migrate_to_chat_id");
    return id == 0 ? "" : " (its id is now " + id + ")";
  }

  private static long number(Map<String, String> body, String field) {
    String text = body.getOrDefault(field, "");
    return NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
  }
}
