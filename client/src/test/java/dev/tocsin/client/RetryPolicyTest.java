package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(10, Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(10));

  @RepeatedTest(20)
  void doublesTheUpperEndAndVariesBelowItByAtMostHalf() {
    for (int made = 1; made < 10; made++) {
      long full = Math.min(1000L << (made - 1), 10_000);
      assertThat(pause(made).orElseThrow().toMillis()).isBetween(full / 2, full);
    }
    assertThat(pause(10)).isEmpty();
  }

  @Test
  void aDateIsReadLikeSeconds() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);
    assertThat(ErrorAnswers.retryAfter("Sat, 31 Jan 2026 12:00:09 GMT", clock))
        .contains(Duration.ofSeconds(9));
    assertThat(ErrorAnswers.retryAfter("Sat, 31 Jan 2026 11:00:00 GMT", clock))
        .contains(Duration.ZERO);
    assertThat(ErrorAnswers.retryAfter(" 12 ", clock)).contains(Duration.ofSeconds(12));
    assertThat(ErrorAnswers.retryAfter("soon", clock)).isEmpty();
    assertThat(ErrorAnswers.retryAfter("99999999999999999999", clock)).isEmpty();
    assertThat(ErrorAnswers.retryAfter(null, clock)).isEmpty();
  }

  @Test
  void noneIsOneAttempt() {
    assertThat(RetryPolicy.none().pause(1, Duration.ZERO, Optional.empty(), new Random()))
        .isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(1, Duration.ofMillis(-1), Duration.ZERO, Duration.ZERO));
  }

  private static Optional<Duration> pause(int made) {
    return POLICY.pause(made, Duration.ZERO, Optional.empty(), new Random());
  }
}
