package dev.tocsin.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.suppression.Suppression;
import dev.tocsin.store.suppression.SuppressionDao;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SuppressedMailIT {
  private final Parts parts = new Parts();
  private final SuppressionDao list = new SuppressionDao(parts.postgres.database());
  private final Event event = Samples.events(1).get(0);

  @AfterEach
  void close() {
    parts.close();
  }

  @Test
  void aMailToASuppressedAddressIsNotAttempted() {
    suppress(Samples.TENANT, "gone@example.com");
    suppress("other", "fine@example.com");
    List<Subscription> all =
        List.of(
            parts.subscribe("EMAIL", "Gone@Example.COM"),
            parts.subscribe("EMAIL", "fine@example.com"),
            // No mail, though it looks like one.
            parts.subscribe("OBEDIENT", "gone@example.com"));
    List<DeliveryKey> keys = Samples.matched(parts.postgres.database(), List.of(event), all);

    assertThat(parts.direct().deliver(keys)).isEmpty();

    assertThat(parts.sent)
        .extracting(sent -> sent.subscription().channel() + " " + sent.subscription().target())
        .containsExactlyInAnyOrder("EMAIL fine@example.com", "OBEDIENT gone@example.com");
    Delivery suppressed = delivery(keys.get(0));
    assertThat(suppressed.status()).isEqualTo(DeliveryStatus.SUPPRESSED);
    assertThat(suppressed.reason()).isEqualTo("Its address is on the suppression list: COMPLAINT");
    assertThat(suppressed.attempts()).isZero();
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
    assertThat(parts.opened).isEmpty();
    assertThat(parts.metrics.get("tocsin.attempt").tag("outcome", "SUPPRESSED").timer().count())
        .isEqualTo(1);
  }

  @Test
  void itsRedriveSendsItOnceTheAddressIsOffTheList() {
    suppress(Samples.TENANT, "gone@example.com");
    Subscription subscription = parts.subscribe("EMAIL", "gone@example.com");
    DeliveryKey key =
        Samples.matched(parts.postgres.database(), List.of(event), List.of(subscription)).get(0);
    parts.direct().deliver(List.of(key));

    assertThat(redrive(key, 2)).isEqualTo(DeliveryStatus.SUPPRESSED);
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
    assertThat(parts.sent).isEmpty();

    assertThat(list.remove(Samples.TENANT, "gone@example.com", Samples.NOW)).isTrue();
    assertThat(redrive(key, 3)).isEqualTo(DeliveryStatus.SENT);
    assertThat(parts.sent).hasSize(1);
    assertThat(delivery(key).attempts()).isEqualTo(1);
    assertThat(eventStatus()).isEqualTo(EventStatus.NOTIFIED);
  }

  private DeliveryStatus redrive(DeliveryKey key, int round) {
    TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
    try {
      temporal.registerActivitiesImplementations(parts.activities());
      return temporal
          .newActivityStub(DeliveryActivities.class)
          .attempt(new DeliveryRun(parts.direct().ref(delivery(key)), round));
    } finally {
      temporal.close();
    }
  }

  private Delivery delivery(DeliveryKey key) {
    return Samples.delivery(parts.postgres.database(), key);
  }

  private EventStatus eventStatus() {
    return new EventDao(parts.postgres.database())
        .find(Samples.TENANT, event.eventId())
        .orElseThrow()
        .status();
  }

  private void suppress(String tenant, String address) {
    parts
        .postgres
        .database()
        .jdbi()
        .useHandle(h -> h.execute("INSERT INTO tenant VALUES (?) ON CONFLICT DO NOTHING", tenant));
    list.add(
        new Suppression(
            Identity.newSuppressionId(Samples.NOW),
            tenant,
            address,
            Suppression.Reason.COMPLAINT,
            "arn:aws:sns:us-east-1:123456789012:feedback",
            null,
            null,
            Samples.NOW));
  }
}
