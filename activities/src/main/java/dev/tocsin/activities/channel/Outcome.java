package dev.tocsin.activities.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
public sealed interface Outcome {

  /**
   * The target took it.
   *
   * @param messageId what a provider that tells later what came of it calls it; absent of others
   */
  record Delivered(Answer answer, @Nullable String messageId) implements Outcome {
    /** By a target that has no more to tell. */
    public Delivered(Answer answer) {
      this(answer, null);
    }
  }

  /** The target will never take it: a dead letter at once. */
  record Rejected(String reason, Answer answer) implements Outcome {}

  /**
   * It may work later.
   *
   * @param after the least pause that the target asked for, absent where it did not
   */
  record RetryLater(String reason, @Nullable Duration after, Answer answer) implements Outcome {}

  /**
   * Not the target's doing: our provider throttles us, or our own credentials or settings are
   * refused. Uses up none of the delivery's attempts.
   */
  record HeldBack(String reason) implements Outcome {}

  /**
   * What the other side said.
   *
   * @param httpStatus absent where there was no HTTP answer
   * @param body its first 16 KiB, cleaned; absent where there was none
   */
  record Answer(@Nullable Integer httpStatus, @Nullable String body) {
    /** No answer came. */
    public static final Answer NONE = new Answer(null, null);
  }
}
