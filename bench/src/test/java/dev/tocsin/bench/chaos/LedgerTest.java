package dev.tocsin.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.bench.load.Receiver.Webhook;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void anEventIsLostUntilItCameToBothTargets() {
    ledger.accepted(1, 10, 20);
    ledger.received(new Webhook(Ledger.STEADY, 1, "dlv_a"), 30);
    assertThat(ledger.fate(0, 100)).isEqualTo(new Fate(1, 0, 0));
    assertThat(ledger.fate(0, 100).lost()).isEqualTo(1);
    assertThat(ledger.isDelivered()).isFalse();

    ledger.received(new Webhook(Ledger.SHAKY, 1, "dlv_b"), 40);
    assertThat(ledger.fate(0, 100).lost()).isZero();
    assertThat(ledger.isDelivered()).isTrue();
  }

  @Test
  void theShakyOneRefusesEveryThirdEventOnce() {
    assertThat(ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_a"), 1)).isEqualTo(503);
    assertThat(ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_a"), 2)).isEqualTo(204);
    assertThat(ledger.received(new Webhook(Ledger.SHAKY, 4, "dlv_b"), 3)).isEqualTo(204);
    assertThat(ledger.received(new Webhook(Ledger.STEADY, 3, "dlv_c"), 4)).isEqualTo(204);
  }

  @Test
  void repeatsAreThoseOfWhatHadBeenAccepted() {
    ledger.accepted(3, 0, 1);
    ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_a"), 1);
    ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_a"), 2);
    assertThat(ledger.fate(0, 10).repeats()).isZero();
    ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_other"), 3);
    assertThat(ledger.fate(0, 10).repeats()).isEqualTo(1);
    assertThat(ledger.webhookIds()).containsExactly(Set.of("dlv_a", "dlv_other"));
  }

  @Test
  void aKillIsOverWhenWhatWasPublishedAfterItIsThere() {
    long kill = 100;
    ledger.accepted(1, 90, 110);
    assertThat(ledger.untilAccepted(kill)).isEqualTo(Long.MAX_VALUE);

    ledger.accepted(3, 120, 130);
    ledger.received(new Webhook(Ledger.STEADY, 1, "dlv_a"), 135);
    assertThat(ledger.untilAccepted(kill)).isEqualTo(30);
    assertThat(ledger.untilDelivered(kill)).isEqualTo(Long.MAX_VALUE);

    ledger.received(new Webhook(Ledger.STEADY, 3, "dlv_b"), 140);
    ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_c"), 150);
    assertThat(ledger.untilDelivered(kill)).isEqualTo(40);
    assertThat(ledger.untilRetried(kill)).isEqualTo(Long.MAX_VALUE);
    ledger.received(new Webhook(Ledger.SHAKY, 3, "dlv_c"), 160);
    assertThat(ledger.untilRetried(kill)).isEqualTo(60);
  }

  @Test
  void roundsShareNoEvent() {
    ledger.accepted(1, 5, 10);
    ledger.accepted(2, 15, 20);
    assertThat(ledger.fate(0, 20).accepted()).isEqualTo(1);
    assertThat(ledger.fate(20, 30).accepted()).isEqualTo(1);
  }
}
