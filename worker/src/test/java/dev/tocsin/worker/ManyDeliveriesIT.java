package dev.tocsin.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventStatus;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.delivery.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event to more subscriptions than a batch or a round of hand-overs takes. */
class ManyDeliveriesIT {
  @TempDir Path outbox;
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private volatile int failures;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(outbox);
    rig.target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            int times =
                requests.merge(
                    String.valueOf(request.getHeaders().get("webhook-id")), 1, Integer::sum);
            boolean fails =
                times <= failures || String.valueOf(request.getUrl()).endsWith("/broken");
            return new MockResponse.Builder().code(fails ? 503 : 200).build();
          }
        });
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void moreThanABatchAreAllSentWithOneHistoryEventForEachBatch() {
    subscribe(250);

    Event event = rig.publish();

    assertThat(rig.all(event)).hasSize(250);
    assertThat(rig.all(event)).extracting(Delivery::status).containsOnly(DeliveryStatus.SENT);
    assertThat(requests).hasSize(250);
    assertThat(requests.values()).containsOnly(1);
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
    assertThat(
            rig.temporal
                .getWorkflowClient()
                .fetchHistory(WorkflowIds.event(event.eventId()))
                .getEvents())
        .hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void moreThanARoundOfHandOversAllGoOn() {
    failures = 1;
    subscribe(450);

    Event event = rig.publish();

    assertThat(rig.all(event)).hasSize(450);
    rig.all(event).forEach(rig::finish);
    assertThat(rig.all(event)).extracting(Delivery::status).containsOnly(DeliveryStatus.SENT);
    assertThat(requests.values()).containsOnly(2);
    assertThat(status(event)).isEqualTo(EventStatus.NOTIFIED);
  }

  @Test
  void oneThatFailsDelaysNoOther() {
    Subscription broken =
        rig.subscribe(
            "WEBHOOK",
            rig.target.url("/broken").toString(),
            new RetrySchedule(List.of(86_400, 86_400), 0));
    subscribe(1);

    for (int i = 0; i < 3; i++) {
      Event event = rig.publish();
      for (Delivery delivery : rig.all(event)) {
        if (delivery.subscriptionId().equals(broken.subscriptionId())) {
          assertThat(delivery.status()).isNotEqualTo(DeliveryStatus.SENT);
        } else {
          assertThat(delivery.status()).isEqualTo(DeliveryStatus.SENT);
        }
      }
    }
  }

  private void subscribe(int count) {
    for (int i = 0; i < count; i++) {
      rig.subscribeWebhook(new RetrySchedule(List.of(60), 0));
    }
  }

  private EventStatus status(Event event) {
    return rig.events.find(Rig.TENANT, event.eventId()).orElseThrow().status();
  }
}
