package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.store.suppression.Suppression;
import dev.tocsin.store.suppression.SuppressionDao;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail to a suppressed address, from the event to its end. */
class SuppressionIT {
  @TempDir private Path outbox;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void settlesWithoutAMailAndIsSentByARedriveOnceTheAddressIsOffTheList() {
    SuppressionDao list = new SuppressionDao(rig.postgres.database());
    list.add(
        new Suppression(
            Identity.newSuppressionId(rig.now()),
            Rig.TENANT,
            "ops@example.com",
            Suppression.Reason.BOUNCE,
            "arn:aws:sns:us-east-1:123456789012:feedback",
            null,
            null,
            rig.now()));
    rig.subscribe("EMAIL", "Ops@example.com", null);

    Event event = rig.publish();

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SUPPRESSED);
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
    assertThat(outbox).isEmptyDirectory();

    rig.startRound(rig.only(event), 2);
    rig.finish(rig.only(event));
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SUPPRESSED);

    list.remove(Rig.TENANT, "ops@example.com", rig.now());
    rig.startRound(rig.only(event), 3);
    rig.finish(rig.only(event));
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(rig.only(event).attempts()).isEqualTo(1);
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
    assertThat(outbox).isNotEmptyDirectory();
  }

  private EventStatus status(Event event) {
    return rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status();
  }
}
