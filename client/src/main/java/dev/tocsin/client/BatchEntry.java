package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a batch. Either {@code accepted} or {@code refused} is set.
 *
 * @param status as {@link Calls#publish} would have been answered: 202, 400, 409, 413, 503; 0 where
 *     no answer came
 * @param accepted that it is durable
 * @param refused what publishing it alone would have thrown
 * @param answer the server's answer to this event as it is
 */
public record BatchEntry(
    int status, @Nullable Published accepted, @Nullable TocsinException refused, JsonNode answer) {
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static BatchEntry of(JsonNode answer) {
    int status = answer.path("status").asInt();
    if (status != ACCEPTED) {
      return new BatchEntry(status, null, ErrorAnswers.of(status, answer, null), answer);
    }
    Published accepted =
        new Published(
            answer.path("eventId").asText(),
            "accepted",
            answer.path("message").asText(),
            answer.path("duplicate").asBoolean());
    return new BatchEntry(status, accepted, null, answer);
  }

  /** Of an event that the server said nothing of. */
  static BatchEntry refused(TocsinException why) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("status", why.status()).put("error", why.error());
    answer.put("message", why.explanation());
    return new BatchEntry(why.status(), null, why, answer);
  }

  /** Whether the same event may be accepted later. */
  boolean isPassing() {
    return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
  }
}
