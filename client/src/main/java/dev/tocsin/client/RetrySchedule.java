package dev.tocsin.client;

import java.util.List;

/**
 * When a subscription's deliveries are tried again.
 *
 * @param delaysSeconds the pauses, 1 to 20 of 1 to 604800 seconds; a delivery has one attempt more
 * @param jitter the part by which each pause is varied, 0 to 0.5
 */
public record RetrySchedule(List<Integer> delaysSeconds, double jitter) {
  public RetrySchedule {
    delaysSeconds = Answers.list(delaysSeconds);
  }

  /** With pauses that vary by up to a fifth. */
  public static RetrySchedule ofSeconds(List<Integer> delaysSeconds) {
    return new RetrySchedule(delaysSeconds, 0.2);
  }
}
