package dev.tocsin.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server refused, or could not be reached. {@code getMessage()} has all of it in one line. The
 * API key is in none of it.
 */
public final class TocsinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Answer answer;

  TocsinException(Answer answer, @Nullable Throwable cause) {
    super(answer.text(), cause);
    this.answer = answer;
  }

  /** What is known of the failure; {@code status} 0 where there was no answer. */
  record Answer(
      int status,
      String error,
      String explanation,
      List<String> details,
      String type,
      List<Violation> violations,
      List<Violation> incompatibilities,
      @Nullable Duration retryAfter)
      implements Serializable {

    static Answer none(String error, String explanation) {
      return of(0, error, explanation);
    }

    /** Nothing but a status and a reason. */
    static Answer of(int status, String error, String explanation) {
      return new Answer(
          status, error, explanation, List.of(), "", List.of(), List.of(), /* retryAfter= */ null);
    }

    private String text() {
      StringBuilder text = new StringBuilder(status == 0 ? error : status + " " + error);
      if (!explanation.isEmpty()) {
        text.append(": ").append(explanation);
      }
      if (!details.isEmpty()) {
        text.append(": ").append(String.join("; ", details));
      }
      incompatibilities.forEach(each -> text.append("; ").append(each));
      return text.toString();
    }
  }

  /** The HTTP status; 0 where the server could not be reached, or did not answer in time. */
  public int status() {
    return answer.status();
  }

  /** Whether no answer came; whether the request was done is then not known. */
  public boolean isUnreachable() {
    return answer.status() == 0;
  }

  /** What is wrong, in short: the answer's {@code error}, or a problem's {@code title}. */
  public String error() {
    return answer.error();
  }

  /**
   * The answer's {@code message}, or a problem's {@code detail}; empty where it has none, or where
   * {@link #details()} has the same fault by fault.
   */
  public String explanation() {
    return answer.explanation();
  }

  /** Every fault of a request that was refused with 400; empty otherwise. */
  public List<String> details() {
    return answer.details();
  }

  /**
   * Where an event breaks the contract of its type, or an event type's example or schema a schema;
   * empty otherwise. {@link #details()} has the same as texts.
   */
  public List<Violation> violations() {
    return answer.violations();
  }

  /**
   * What makes a new version of an event type incompatible with the last one, each with a pointer
   * into the new schema; empty otherwise. Registering with {@code force} goes over them.
   */
  public List<Violation> incompatibilities() {
    return answer.incompatibilities();
  }

  /** A problem's {@code type} (RFC 9457, section 3.1.1), a URI; empty where it has none. */
  public String type() {
    return answer.type();
  }

  /** How long the server asked to wait ({@code Retry-After}). */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(answer.retryAfter());
  }

  /** The same failure with the stack of the caller who waited for it. */
  TocsinException seenByCaller() {
    return new TocsinException(answer, this);
  }
}
