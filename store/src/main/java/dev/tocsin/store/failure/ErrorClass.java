package dev.tocsin.store.failure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery died, as its last answer tells: the HTTP status, and where none came the words
 * that our own channels use.
 */
public enum ErrorClass {
  HTTP_4XX("http_status BETWEEN 400 AND 499"),
  HTTP_5XX("http_status BETWEEN 500 AND 599"),
  /** Answers that are neither: redirects, mostly, which are not followed. */
  HTTP_OTHER("http_status NOT BETWEEN 400 AND 599"),
  TIMEOUT(List.of("no answer within ", "no connection within ", "no address for the host within ")),
  CONNECTION(
      List.of(
          "connection refused",
          "host not reachable",
          "connection closed before an answer came",
          "no valid HTTP answer")),
  DNS(List.of("host not found: ")),
  TLS(List.of("TLS: ")),
  /** A private or special address that is not let through. */
  FORBIDDEN_ADDRESS(List.of("target address is not allowed")),
  /** The event does not fit the schema of its type. */
  CONTRACT(List.of("The event does not fit version ")),
  /** Anything else, such as a mail that the provider refused. */
  OTHER(List.of());

  private final String sql;
  private final List<String> words;

  ErrorClass(String sql) {
    this.sql = sql;
    this.words = List.of();
  }

  ErrorClass(List<String> words) {
    this.sql = "";
    this.words = words;
  }

  /** The class of what a delivery has last been answered. */
  public static ErrorClass of(@Nullable Integer httpStatus, @Nullable String reason) {
    if (httpStatus != null) {
      return switch (httpStatus / 100) {
        case 4 -> HTTP_4XX;
        case 5 -> HTTP_5XX;
        default -> HTTP_OTHER;
      };
    }
    return Stream.of(values())
        .filter(
            each -> each.words.stream().anyMatch(word -> reason != null && reason.contains(word)))
        .findFirst()
        .orElse(OTHER);
  }

  /** True of the rows of this class. Spelled out: the words are ours, and hold no quotes. */
  public String condition() {
    if (this == OTHER) {
      String others =
          Stream.of(values())
              .flatMap(each -> each.words.stream())
              .map(ErrorClass::within)
              .collect(Collectors.joining(" OR "));
      return "(http_status IS NULL AND NOT (" + others + "))";
    }
    if (words.isEmpty()) {
      return "(" + sql + ")";
    }
    return words.stream()
        .map(ErrorClass::within)
        .collect(Collectors.joining(" OR ", "(http_status IS NULL AND (", "))"));
  }

  private static String within(String word) {
    return "strpos(coalesce(reason, ''), '" + word + "') > 0";
  }
}
