package dev.tocsin.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
  private static final Duration QUICK = Duration.ofMillis(30);
  private static final Duration SLOW = Duration.ofSeconds(4);

  private final TargetHealth health = new TargetHealth();

  @Test
  void aFailureAilsAtOnceUntilTheFirstGoodAnswer() {
    health.saw("one", false, QUICK);
    assertThat(health.isAiling("one")).isTrue();
    assertThat(health.isFailing("one")).isTrue();
    assertThat(health.isAiling("other")).isFalse();

    health.saw("one", true, QUICK);
    assertThat(health.isAiling("one")).isFalse();
    assertThat(health.isFailing("one")).isFalse();
  }

  @Test
  void aFailureThatTookLongIsSlowToo() {
    health.saw("one", false, QUICK);
    assertThat(health.isSlow("one")).isFalse();

    health.saw("one", false, SLOW);
    assertThat(health.isSlow("one")).isTrue();
    assertThat(health.isFailing("one")).isTrue();
  }

  @Test
  void oneThatIsSlowAmongQuickOnesAils() {
    for (int round = 0; round < 100; round++) {
      for (int each = 0; each < 10; each++) {
        health.saw("quick" + each, true, QUICK);
      }
      health.saw("slow", true, SLOW);
      assertThat(health.isAiling("slow")).as("round %d", round).isTrue();
      assertThat(health.isFailing("slow")).isFalse();
      assertThat(health.isAiling("quick1")).isFalse();
    }

    health.saw("slow", true, QUICK);
    assertThat(health.isAiling("slow")).isFalse();
  }

  @Test
  void oneLateAnswerOfManyAilsNobody() {
    for (int each = 0; each < 1_000; each++) {
      health.saw("one", true, each % 5 == 4 ? SLOW : QUICK);
      assertThat(health.isAiling("one")).as("answer %d", each).isFalse();
    }
  }

  @Test
  void whereAllAreSlowNoneAils() {
    for (int each = 0; each < 1_000; each++) {
      health.saw("quick", true, QUICK);
    }
    for (int each = 0; each < 60; each++) {
      health.saw("target" + each % 20, true, SLOW);
    }
    for (int each = 0; each < 20; each++) {
      assertThat(health.isAiling("target" + each)).isFalse();
    }
  }
}
