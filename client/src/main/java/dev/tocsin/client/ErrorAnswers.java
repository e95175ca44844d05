package dev.tocsin.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the API answers instead of what was asked for: {@code {"error", "message",
 * "details"}}, {@code {"message"}}, and problems (RFC 9457). Anything else, as of a proxy, is told
 * by its status.
 */
final class ErrorAnswers {
  private static final Duration LONGEST = Duration.ofDays(365);

  private ErrorAnswers() {}

  static TocsinException of(Response response, String body) {
    return of(
        response.code(),
        json(body),
        retryAfter(response.header("Retry-After"), Clock.systemUTC()).orElse(null));
  }

  /** The same of an answer that is read already, as those in the answer to a batch are. */
  static TocsinException of(int status, JsonNode json, @Nullable Duration retryAfter) {
    List<String> details = details(json);
    String message = json.path("message").asText(json.path("detail").asText(""));
    if (message.equals(String.join("; ", details))) {
      message = ""; // the same faults in one line
    }
    String error = json.path("error").asText(json.path("title").asText(""));
    if (error.isEmpty()) {
      error = message.isEmpty() ? "HTTP " + status : message;
      message = "";
    }
    return new TocsinException(
        new TocsinException.Answer(
            status,
            error,
            message,
            details,
            json.path("type").asText(""),
            violations(json.path("violations")),
            violations(json.path("incompatibilities")),
            retryAfter),
        null);
  }

  /** A 2xx whose body is not what was expected: no Tocsin, or one of another age. */
  static TocsinException unreadable(int status, Exception cause) {
    return new TocsinException(
        TocsinException.Answer.of(
            status, "The answer cannot be read", "is this the address of a Tocsin API?"),
        cause);
  }

  /** Seconds or a date (RFC 9110, section 10.2.3); empty where it is neither. */
  static Optional<Duration> retryAfter(@Nullable String header, Clock clock) {
    if (header == null) {
      return Optional.empty();
    }
    try {
      Duration wait =
          header.strip().matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(header.strip()))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait)
          .filter(time -> time.compareTo(LONGEST) <= 0);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static List<String> details(JsonNode json) {
    List<String> details = new ArrayList<>();
    json.path("details").forEach(detail -> details.add(text(detail)));
    return List.copyOf(details);
  }

  private static List<Violation> violations(JsonNode json) {
    List<Violation> violations = new ArrayList<>();
    json.forEach(
        each ->
            violations.add(
                new Violation(
                    each.path("pointer").asText(""),
                    each.path("keyword").asText(""),
                    each.path("message").asText(""))));
    return List.copyOf(violations);
  }

  private static String text(JsonNode detail) {
    return detail.isTextual() ? detail.asText() : detail.toString();
  }

  private static JsonNode json(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }
}
