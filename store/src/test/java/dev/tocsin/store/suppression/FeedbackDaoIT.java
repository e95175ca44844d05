package dev.tocsin.store.suppression;

import static dev.tocsin.contract.model.DeliveryStatus.CANCELLED;
import static dev.tocsin.contract.model.DeliveryStatus.SENT;
import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AttemptOutcome;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryDao;
import dev.tocsin.store.delivery.DeliveryRecordDao;
import dev.tocsin.store.suppression.MailFeedback.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MESSAGE = "0100018c-aaaa-000000";
  private static final String AT = "2026-01-31T12:00:00Z";

  private final Database database = DATABASE.database();
  private final FeedbackDao feedback = new FeedbackDao(database);
  private final SuppressionDao list = new SuppressionDao(database);
  private DeliveryKey key;
  private String message;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void aMailThatWasTaken() {
    Event event = Samples.events(1).get(0);
    key = Samples.matched(database, List.of(event), List.of(Samples.stored(database))).get(0);
    message = MESSAGE + key.deliveryId();
    AttemptOutcome o = Samples.outcome(key, event.eventId(), 1, SENT, 1);
    new DeliveryRecordDao(database)
        .record(
            List.of(
                new AttemptOutcome(
                    key,
                    o.eventId(),
                    1,
                    o.target(),
                    o.at(),
                    1,
                    200,
                    null,
                    "ok",
                    SENT,
                    null,
                    message)),
            NOW);
  }

  /** In this order, in reverse, and all of it twice: the same comes of it. */
  @ParameterizedTest
  @CsvSource({
    "DELIVERY,DELIVERED",
    "BOUNCE Permanent,BOUNCED",
    "BOUNCE Transient,BOUNCED",
    "BOUNCE Undetermined,BOUNCED",
    "REJECT,BOUNCED",
    "COMPLAINT,DELIVERED",
    "COMPLAINT OnAccountSuppressionList,BOUNCED",
    "DELIVERY;COMPLAINT abuse,DELIVERED",
    "DELIVERY;BOUNCE Permanent,BOUNCED",
    "DELIVERY;BOUNCE Transient,DELIVERED",
    "BOUNCE Transient;BOUNCE Permanent,BOUNCED",
  })
  void theOrderInWhichItComesDoesNotMatter(String told, DeliveryStatus becomes) {
    List<MailFeedback> all =
        new ArrayList<>(Arrays.stream(told.split(";")).map(FeedbackDaoIT::feedback).toList());
    all.forEach(this::tell);
    assertThat(delivery().status()).isEqualTo(becomes);
    String reason = delivery().reason();

    Collections.reverse(all);
    all.forEach(this::tell);
    assertThat(delivery().status()).isEqualTo(becomes);
    assertThat(feedback.of(key)).hasSize(all.size());

    aMailThatWasTaken();
    all.forEach(this::tell);
    assertThat(delivery().status()).isEqualTo(becomes);
    assertThat(delivery().reason()).isEqualTo(reason);
  }

  @Test
  void aComplaintOfWhatArrivedIsTold() {
    tell(feedback("DELIVERY"));
    assertThat(delivery().reason()).isNull();
    tell(new MailFeedback(Kind.COMPLAINT, "abuse", AT, null));
    assertThat(delivery().reason()).isEqualTo("Complained of (abuse)");
    assertThat(feedback.of(key))
        .extracting(MailFeedback::kind)
        .containsExactly(Kind.DELIVERY, Kind.COMPLAINT);
  }

  @Test
  void anotherTenantsMessageIsUnknown() {
    assertThat(feedback.record("other", message, feedback("DELIVERY"), List.of(), NOW)).isEmpty();
    assertThat(feedback.record(TENANT, "unknown", feedback("DELIVERY"), List.of(), NOW)).isEmpty();
    assertThat(delivery().status()).isEqualTo(SENT);
    assertThat(feedback.of(key)).isEmpty();
  }

  @Test
  void whatIsNoMailThatWasTakenKeepsItsStatus() {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE delivery SET status = 'CANCELLED', reason = 'x'"
                        + " WHERE delivery_id = ?",
                    key.deliveryId()));
    tell(feedback("DELIVERY"));
    assertThat(delivery().status()).isEqualTo(CANCELLED);
    assertThat(delivery().reason()).isEqualTo("x");
    assertThat(feedback.of(key)).hasSize(1);
  }

  @Test
  void aBounceFromBeforeItsRemovalDoesNotPutAnAddressOnTheListAgain() {
    Suppression entry = entry("gone@example.com", NOW);
    MailFeedback bounce = new MailFeedback(Kind.BOUNCE, "Permanent", NOW.toString(), null);
    feedback.record(TENANT, message, bounce, List.of(entry), NOW);
    assertThat(list.find(TENANT, "gone@example.com")).contains(entry);
    assertThat(list.find("other", "gone@example.com")).isEmpty();

    assertThat(list.remove(TENANT, "gone@example.com", NOW.plusSeconds(60))).isTrue();
    feedback.record(TENANT, message, bounce, List.of(entry), NOW.plusSeconds(120));
    assertThat(list.find(TENANT, "gone@example.com")).isEmpty();

    Instant later = NOW.plusSeconds(180);
    MailFeedback again = new MailFeedback(Kind.BOUNCE, "Permanent", later.toString(), null);
    feedback.record(TENANT, message, again, List.of(entry("gone@example.com", later)), later);
    assertThat(list.find(TENANT, "gone@example.com")).isPresent();
  }

  private void tell(MailFeedback told) {
    assertThat(feedback.record(TENANT, message, told, List.of(), NOW)).contains(key.deliveryId());
  }

  private Delivery delivery() {
    return new DeliveryDao(database).find(TENANT, key.deliveryId()).orElseThrow();
  }

  private static MailFeedback feedback(String text) {
    String[] parts = text.split(" ");
    return new MailFeedback(
        Kind.valueOf(parts[0]), parts.length > 1 ? parts[1] : null, AT, "550 " + parts[0]);
  }

  private static Suppression entry(String address, Instant at) {
    return new Suppression(
        Identity.newSuppressionId(at),
        TENANT,
        address,
        Suppression.Reason.BOUNCE,
        "arn:aws:sns:us-east-1:123456789012:bounces",
        null,
        MESSAGE,
        at);
  }
}
