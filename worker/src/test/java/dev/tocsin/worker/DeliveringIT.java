package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.delivery.Attempt;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a delivery, over days: attempts, pauses, dead letters, redrives. */
class DeliveringIT {
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
  void isSentAtOnceWithinTheEventsOwnWorkflow() {
    Subscription subscription = rig.subscribeWebhook(null);
    answer(200);

    Event event = rig.publish();

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(delivery.subscriptionId()).isEqualTo(subscription.subscriptionId());
    assertThat(rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status())
        .isEqualTo(EventStatus.NOTIFIED);
    assertThat(historyLength(WorkflowIds.event(event.eventId()))).isLessThanOrEqualTo(7);
  }

  @Test
  void isTriedAgainOverThreeDaysUntilTheTargetIsWell() throws Exception {
    rig.subscribeWebhook(null);
    for (int i = 0; i < 9; i++) {
      answer(503);
    }
    answer(204);

    Event event = rig.publish();
    Delivery after = rig.only(event);
    assertThat(after.status()).isEqualTo(DeliveryStatus.RETRYING);
    rig.finish(after);

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(delivery.attempts()).isEqualTo(10);
    List<Attempt> attempts = rig.deliveries.attempts(List.of(delivery));
    List<Integer> delays = RetrySchedule.DEFAULT.delaysSeconds();
    for (int i = 0; i < delays.size(); i++) {
      double pause =
          Duration.between(attempts.get(i).at(), attempts.get(i + 1).at()).toMillis() / 1000.0;
      assertThat(pause).isBetween(delays.get(i) * 0.79, delays.get(i) * 1.21 + 5);
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RecordedRequest request = rig.target.takeRequest(1, TimeUnit.SECONDS);
      ids.add(request.getHeaders().get("webhook-id"));
    }
    assertThat(ids).containsOnly(delivery.deliveryId());
    assertThat(rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status())
        .isEqualTo(EventStatus.NOTIFIED);
  }

  @Test
  void isADeadLetterWhenItsAttemptsAreUsedUpAndTellsWhatTheTargetAnswered() {
    rig.subscribeWebhook(new RetrySchedule(List.of(60), 0));
    answer(503);
    rig.target.enqueue(new MockResponse.Builder().code(500).body("out of  paper\n").build());

    Event event = rig.publish();

    assertThatThrownBy(() -> rig.finish(rig.only(event)))
        .isInstanceOf(WorkflowFailedException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getOriginalMessage())
                    .isEqualTo("Webhook failed: 500 Server Error: out of paper"));
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(rig.only(event).attempts()).isEqualTo(2);
  }

  @Test
  void isADeadLetterAtOnceWhenItIsRefusedForGood() {
    rig.subscribeWebhook(null);
    answer(422);

    Event event = rig.publish();

    assertThatThrownBy(() -> rig.finish(rig.only(event)))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }

  @Test
  void isHeldBackWithoutAnAttemptWhileItsSecretDoesNotOpen() {
    SecretCipher lost = new SecretCipher(SecretKeys.parse(SecretKeys.newKey("lost")));
    Subscription subscription = rig.subscribeWebhook(null);
    new SigningKeys(rig.postgres.database(), lost).stored(subscription, rig.now());
    answer(200);

    Event event = rig.publish();
    assertThat(rig.untilItPauses(rig.only(event)).attempts()).isZero();
    assertThat(rig.target.getRequestCount()).isZero();

    new SigningKeys(rig.postgres.database(), TestSecrets.cipher())
        .rotate(Rig.TENANT, subscription.subscriptionId(), Duration.ofDays(1), null, rig.now());
    rig.finish(rig.only(event));
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(rig.only(event).attempts()).isEqualTo(1);
  }

  @Test
  void isTriedAgainAfterA404() {
    rig.subscribeWebhook(null);
    answer(404);
    answer(200);

    Event event = rig.publish();
    rig.finish(rig.only(event));

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void waitsAsLongAsTheTargetAsksFor() {
    rig.subscribeWebhook(new RetrySchedule(List.of(1), 0));
    rig.target.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").build());
    answer(200);

    Event event = rig.publish();
    rig.finish(rig.only(event));

    List<Attempt> attempts = rig.deliveries.attempts(List.of(rig.only(event)));
    assertThat(Duration.between(attempts.get(0).at(), attempts.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void isRedrivenInANewRoundOnceItsTargetIsWell() {
    rig.subscribeWebhook(null);
    answer(422);
    Event event = rig.publish();
    assertThatThrownBy(() -> rig.finish(rig.only(event)))
        .isInstanceOf(WorkflowFailedException.class);

    answer(503);
    answer(200);
    WorkflowStub.fromTyped(rig.startRound(rig.only(event), 2)).getResult(Void.class);

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(delivery.round()).isEqualTo(2);
    assertThat(delivery.roundAttempts()).isEqualTo(2);
    assertThat(delivery.attempts()).isEqualTo(3);
  }

  @Test
  void isTriedNowWhenItsWorkflowIsWoken() {
    rig.subscribeWebhook(new RetrySchedule(List.of(86_400), 0));
    answer(503);
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.RETRYING);
    Instant before = rig.now();

    answer(200);
    assertThat(rig.deliveries.makeDue(delivery, rig.now())).isTrue();
    rig.wake(delivery);
    rig.finish(delivery);

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(Duration.between(before, rig.now())).isLessThan(Duration.ofHours(1));
  }

  @Test
  void isNotTriedAnyMoreWhenItWasCancelled() {
    rig.subscribeWebhook(null);
    answer(503);
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));

    assertThat(rig.deliveries.cancel(delivery, "By an operator", rig.now())).isTrue();
    rig.wake(delivery);
    rig.finish(delivery);

    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }

  @Test
  void isCancelledWhenItsWorkflowIsCancelledInTemporal() {
    rig.subscribeWebhook(null);
    answer(503);
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));

    rig.workflow(delivery).cancel();

    assertThatThrownBy(() -> rig.finish(delivery)).isInstanceOf(WorkflowFailedException.class);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.CANCELLED);
  }

  @Test
  void isHeldWhileItsSubscriptionIsPausedAndGoesOnWhenItIsResumed() {
    Subscription subscription = rig.subscribeWebhook(null);
    answer(503);
    Event event = rig.publish();
    Delivery delivery = rig.untilItPauses(rig.only(event));

    rig.setActive(subscription, false);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.WAITING);
    rig.wake(delivery);
    rig.finish(delivery);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.WAITING);

    rig.setActive(subscription, true);
    answer(200);
    rig.engine.recoveryActivities().takeUpWaiting();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rig.only(event).status() != DeliveryStatus.WAITING);
    rig.finish(delivery);
    assertThat(rig.only(event).status()).isEqualTo(DeliveryStatus.SENT);
  }

  @Test
  void isCancelledWithItsSubscription() {
    Subscription subscription = rig.subscribeWebhook(null);
    answer(503);
    Event event = rig.publish();
    rig.untilItPauses(rig.only(event));

    rig.delete(subscription);

    Delivery delivery = rig.only(event);
    assertThat(delivery.status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(delivery.reason()).isEqualTo("The subscription was deleted");
    rig.wake(delivery);
    rig.finish(delivery);
  }

  @Test
  void runsAgainAfterACrashWithoutSendingWhatIsRecorded() {
    rig.subscribeWebhook(null);
    answer(200);
    Event event = rig.publish();

    rig.process(event);

    assertThat(rig.target.getRequestCount()).isEqualTo(1);
    assertThat(rig.only(event).attempts()).isEqualTo(1);
  }

  private void answer(int status) {
    rig.target.enqueue(new MockResponse.Builder().code(status).build());
  }

  private int historyLength(String workflowId) {
    return rig.temporal.getWorkflowClient().fetchHistory(workflowId).getEvents().size();
  }
}
