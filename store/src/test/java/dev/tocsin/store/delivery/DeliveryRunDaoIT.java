package dev.tocsin.store.delivery;

import static dev.tocsin.contract.model.DeliveryStatus.CANCELLED;
import static dev.tocsin.contract.model.DeliveryStatus.DEAD;
import static dev.tocsin.contract.model.DeliveryStatus.PENDING;
import static dev.tocsin.contract.model.DeliveryStatus.RETRYING;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rounds of deliveries are opened once, and for dead letters only. */
class DeliveryRunDaoIT extends DeliveryRecordRig {
  private final DeliveryRunDao runs = new DeliveryRunDao(database);

  @Test
  void aRoundIsOpenedOnceHoweverOftenItIsAskedFor() {
    for (int i = 1; i <= 3; i++) {
      record(keys.get(0), 1, i == 3 ? DEAD : RETRYING, i);
    }
    assertThat(runs.openRound(keys.get(0), 2, NOW)).isTrue();
    Delivery opened = delivery(0);
    assertThat(opened.status()).isEqualTo(PENDING);
    assertThat(opened.roundAttempts()).isZero();
    assertThat(opened.attempts()).isEqualTo(3);
    assertThat(opened.settledAt()).isNull();

    record(keys.get(0), 2, RETRYING, 4);
    assertThat(runs.openRound(keys.get(0), 2, NOW)).isTrue();
    assertThat(delivery(0).status()).isEqualTo(RETRYING);
    assertThat(delivery(0).roundAttempts()).isEqualTo(1);
  }

  @Test
  void aRoundIsOpenedForADeadLetterOfTheRoundBeforeOnly() {
    assertThat(runs.openRound(keys.get(0), 2, NOW)).isFalse();
    record(keys.get(0), 1, DEAD, 1);
    assertThat(runs.openRound(keys.get(0), 3, NOW)).isFalse();
    record(keys.get(0), 1, SENT, 2);
    assertThat(runs.openRound(keys.get(0), 2, NOW)).isFalse();
    assertThat(delivery(0).status()).isEqualTo(SENT);
    set(keys.get(1), CANCELLED, 1);
    assertThat(runs.openRound(keys.get(1), 2, NOW)).isFalse();
  }
}
