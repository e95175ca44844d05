package dev.tocsin.activities.channel.outbound;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a provider says in its answer's body what its status does not. */
@FunctionalInterface
public interface AnswerDialect {

  /**
   * What an answer means.
   *
   * @param usual what its status means by itself
   * @param answer its status and the beginning of its body
   * @param retryAfter the pause that its {@code Retry-After} asks for, whatever the status; at most
   *     {@link dev.tocsin.contract.model.RetrySchedule#LONGEST_RETRY_AFTER}
   */
  Outcome outcomeOf(Outcome usual, Answer answer, @Nullable Duration retryAfter);
}
