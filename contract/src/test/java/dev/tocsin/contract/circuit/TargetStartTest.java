package dev.tocsin.contract.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.contract.temporal.Priorities;
import org.junit.jupiter.api.Test;

class TargetStartTest {
  /** Behind deliveries of its target it would open the circuit when all of them have failed. */
  @Test
  void goesBeforeTheDeliveriesThatItSpares() {
    TargetRef target = new TargetRef("sub_1", "shop", "WEBHOOK", "hooks.example.com");

    assertThat(TargetStart.options(target).getPriority())
        .isEqualTo(Priorities.of(Severity.CRITICAL, "shop"));
  }
}
