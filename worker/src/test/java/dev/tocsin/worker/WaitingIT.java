package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What becomes of deliveries that wait for a target, where it does not come back or they are not
 * wanted any more.
 */
class WaitingIT extends CircuitRig {
  @Test
  void waitsWhileItsSubscriptionIsPausedAndGoesOnWhenItIsResumed() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = untilItOpens(subscription);
    // What failed before it opened is held by a later step than the one that opens it.
    Awaitility.await()
        .until(
            () ->
                events.stream()
                    .allMatch(event -> rig.only(event).status() == DeliveryStatus.WAITING));
    rig.setActive(subscription, false);
    target(subscription).getResult(Void.class);
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.OPEN);

    status.set(204);
    rig.setActive(subscription, true);
    rig.temporal.sleep(Duration.ofMinutes(15));
    rig.engine.recoveryActivities().takeUpWaiting();
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.SENT);
  }

  @Test
  void whatWaitsIsCancelledWithItsSubscription() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    List<Event> events = untilItOpens(subscription);

    rig.delete(subscription);
    target(subscription).getResult(Void.class);

    assertThat(events).allMatch(event -> rig.only(event).status() == DeliveryStatus.CANCELLED);
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aDeadLetterThatIsRedrivenMeanwhileWaits() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    status.set(422);
    Event refused = rig.publish();
    status.set(503);
    untilItOpens(subscription);
    Delivery dead = rig.only(refused);
    assertThat(dead.status()).isEqualTo(DeliveryStatus.DEAD);

    WorkflowStub.fromTyped(rig.startRound(dead, 2)).getResult(Void.class);

    assertThat(rig.only(refused).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.only(refused).round()).isEqualTo(2);
  }

  @Test
  void whatWaitedForAsLongAsItsScheduleLastsIsADeadLetter() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);
    Event waits = rig.publish();
    rig.redirect(subscription, subscription.target(), Map.of(), new RetrySchedule(List.of(60), 0));
    rig.temporal.sleep(Duration.ofHours(1));
    assertThat(rig.only(waits).status()).isEqualTo(DeliveryStatus.WAITING);

    rig.postgres
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE delivery SET created_at = created_at - interval '1 day'"));
    target(subscription).getResult(Void.class);

    assertThat(rig.only(waits).status()).isEqualTo(DeliveryStatus.DEAD);
    assertThat(rig.only(waits).reason()).contains("as long as its retry schedule lasts");
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aSubscriptionIsDisabledWhenItsTargetFailedForTooLong() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    untilItOpens(subscription);

    rig.temporal.sleep(Duration.ofHours(8));
    rig.publish();
    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.OPEN);
    target(subscription).getResult(Void.class);

    assertThat(circuit(subscription).state()).isEqualTo(CircuitState.DISABLED);
    assertThat(circuit(subscription).reason())
        .startsWith("It failed without a break since ")
        .contains("503");
    int before = rig.target.getRequestCount();
    Event later = rig.publish();
    assertThat(rig.only(later).status()).isEqualTo(DeliveryStatus.WAITING);
    rig.temporal.sleep(Duration.ofHours(2));
    assertThat(rig.only(later).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.target.getRequestCount()).isEqualTo(before);
  }

  @Test
  void aSubscriptionIsDisabledWhenItsTargetIsGone() {
    Subscription subscription = rig.subscribeWebhook(WEEKLY);
    status.set(410);
    Event refused = rig.publish();
    assertThatThrownBy(() -> rig.finish(rig.only(refused)))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(rig.only(refused).status()).isEqualTo(DeliveryStatus.DEAD);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(circuits.find(subscription.subscriptionId()))
                    .hasValueSatisfying(
                        found -> assertThat(found.state()).isEqualTo(CircuitState.DISABLED)));
    assertThat(rig.only(rig.publish()).status()).isEqualTo(DeliveryStatus.WAITING);
    assertThat(rig.target.getRequestCount()).isEqualTo(1);
  }
}
