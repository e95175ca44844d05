package dev.tocsin.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  @Test
  void eachLimitHoldsOnlyWhereItIsSet() {
    assertThat(Plan.UNLIMITED.isUnlimited()).isTrue();
    assertThat(Plan.UNLIMITED.mostAtOnce()).isEqualTo(Long.MAX_VALUE);
    assertThat(new Plan(2.5, null, null).mostAtOnce()).isEqualTo(3);
    assertThat(new Plan(0.01, null, null).mostAtOnce()).isEqualTo(1);
    assertThat(new Plan(2.5, 20, 7L).mostAtOnce()).isEqualTo(7);
    assertThat(new Plan(null, null, 7L).isUnlimited()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0,,",
    "-1,,",
    "NaN,,",
    "100001,,",
    "1,0,",
    "1,1000001,",
    ",5,",
    ",,0",
    ",,1000000000001"
  })
  void refusesWhatNoPlanCanBe(Double rate, Integer burst, Long quota) {
    assertThatThrownBy(() -> new Plan(rate, burst, quota))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
