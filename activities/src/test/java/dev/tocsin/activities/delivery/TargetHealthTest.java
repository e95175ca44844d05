package dev.tocsin.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TargetHealthTest {
  private final TargetHealth health = new TargetHealth();

  @Test
  void oneThatIsSlowAilsAndDoesNotFail() {
    health.saw("sub_1", true, TargetHealth.SLOW.plusMillis(1));

    assertThat(health.isAiling("sub_1")).isTrue();
    assertThat(health.isFailing("sub_1")).isFalse();
  }

  @Test
  void oneThatFailsAilsUntilItAnswersWell() {
    health.saw("sub_1", false, Duration.ZERO);
    assertThat(health.isAiling("sub_1")).isTrue();
    assertThat(health.isFailing("sub_1")).isTrue();

    health.saw("sub_1", true, TargetHealth.SLOW);
    assertThat(health.isAiling("sub_1")).isFalse();
    assertThat(health.isFailing("sub_1")).isFalse();
  }
}
