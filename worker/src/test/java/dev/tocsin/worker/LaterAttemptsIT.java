package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Attempt;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.client.WorkflowFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a subscription between a delivery's attempts counts for the next one. */
class LaterAttemptsIT {
  @TempDir Path outbox;
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
  void aProviderThatThrottlesForAnHourUsesUpNoAttempts() {
    rig.subscribe("THROTTLED", "anyone", new RetrySchedule(List.of(1), 0));
    Instant from = rig.now();
    rig.throttled.until = from.plus(Duration.ofHours(1));

    Event event = rig.publish();
    rig.finish(rig.only(event));

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(rig.throttled.asked.get()).isBetween(30, 200);
    assertThat(Duration.between(from, rig.now()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(63));
  }

  @Test
  void everyAttemptUsesTheTargetTheHeadersAndTheScheduleOfThatMoment() throws Exception {
    Subscription subscription = rig.subscribeWebhook(new RetrySchedule(List.of(3_600), 0));
    answer(503);
    Event event = rig.publish();
    rig.untilItPauses(rig.only(event));

    rig.redirect(
        subscription,
        rig.target.url("/elsewhere").toString(),
        Map.of("X-New", "yes"),
        new RetrySchedule(List.of(1, 60, 60), 0));
    answer(503);
    answer(200);
    rig.finish(rig.only(event));

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(request().getUrl().encodedPath()).isEqualTo("/hook");
    for (int i = 0; i < 2; i++) {
      RecordedRequest later = request();
      assertThat(later.getUrl().encodedPath()).isEqualTo("/elsewhere");
      assertThat(later.getHeaders().get("X-New")).isEqualTo("yes");
    }
    List<Attempt> attempts = rig.deliveries.attempts(List.of(rig.only(event)));
    assertThat(Duration.between(attempts.get(0).at(), attempts.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofHours(1));
    assertThat(Duration.between(attempts.get(1).at(), attempts.get(2).at()))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
  }

  @Test
  void aRedriveForADeletedSubscriptionIsCancelledAndNothingIsSent() {
    Subscription subscription = rig.subscribeWebhook(null);
    answer(410);
    Event event = rig.publish();
    assertThatThrownBy(() -> rig.finish(rig.only(event)))
        .isInstanceOf(WorkflowFailedException.class);
    rig.delete(subscription);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.DEAD);

    rig.startRound(rig.only(event), 2);
    rig.finish(rig.only(event));

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(rig.only(event).reason()).isEqualTo("The subscription was deleted");
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theWorkflowOfADeliveryTellsTheCorrelationId() {
    rig.subscribeWebhook(new RetrySchedule(List.of(3_600), 0));
    answer(503);
    Event event = rig.accept("deployment", Severity.HIGH);
    rig.process(
        new EventRef(
            event.eventId(),
            event.day(),
            event.tenant(),
            event.type(),
            event.severity(),
            event.title(),
            "basket-7"));

    assertThat(rig.workflow(rig.only(event)).describe().getMemo("correlationId", String.class))
        .isEqualTo("basket-7");
  }

  private RecordedRequest request() throws InterruptedException {
    RecordedRequest request = rig.target.takeRequest(5, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("No request came");
    }
    return request;
  }

  private void answer(int status) {
    rig.target.enqueue(new MockResponse.Builder().code(status).build());
  }
}
