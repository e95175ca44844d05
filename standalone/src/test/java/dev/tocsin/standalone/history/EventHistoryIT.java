package dev.tocsin.standalone.history;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.temporal.WorkflowIds;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an event costs in Temporal, and what Temporal learns of it: six history events and one per
 * batch of 100 deliveries, all in one workflow task; references, and never the details.
 */
class EventHistoryIT {
  private static RealServers servers;
  private static Targets targets;
  private static Stage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    servers = new RealServers(folder);
    targets = new Targets();
    stage = new Stage(servers);
  }

  @AfterAll
  static void stop() throws Exception {
    targets.close();
    servers.close();
  }

  @Test
  void anEventThatIsDeliveredAtOnceCostsSevenHistoryEvents() {
    stage.subscribe("one", targets.at("/one"));
    Event event = stage.publish("one");

    assertThat(stage.deliveriesOf(event))
        .hasSize(1)
        .allMatch(delivery -> delivery.status() == DeliveryStatus.SENT);
    assertThat(types(history(event))).containsExactlyElementsOf(oneTaskWithMarkers(2));
  }

  @Test
  void eachFurtherHundredDeliveriesCostOneMore() {
    String url = targets.at("/many");
    for (int i = 0; i < 101; i++) {
      stage.subscribe("many", url);
    }
    Event event = stage.publish("many");

    assertThat(stage.deliveriesOf(event))
        .hasSize(101)
        .allMatch(delivery -> delivery.status() == DeliveryStatus.SENT);
    assertThat(types(history(event))).containsExactlyElementsOf(oneTaskWithMarkers(3));
  }

  @Test
  void anEventThatMatchesNothingCostsSix() {
    Event event = stage.publish("nobody-wants-it");

    assertThat(types(history(event))).containsExactlyElementsOf(oneTaskWithMarkers(1));
  }

  @Test
  void noHistoryHoldsAnEventsDetails() {
    stage.subscribe("private", targets.at("/private", 503, 503), 1, 1);
    Event event = stage.publish("private");
    assertThat(stage.untilItCloses(event).status()).isEqualTo(DeliveryStatus.SENT);

    assertThat(text(history(event))).contains(event.eventId()).doesNotContain(Stage.PRIVATE);
    assertThat(text(history(WorkflowIds.delivery(stage.only(event).deliveryId()))))
        .contains(event.eventId())
        .doesNotContain(Stage.PRIVATE);
  }

  private static List<EventType> oneTaskWithMarkers(int markers) {
    List<EventType> expected = new ArrayList<>();
    expected.add(EVENT_TYPE_WORKFLOW_EXECUTION_STARTED);
    expected.add(EVENT_TYPE_WORKFLOW_TASK_SCHEDULED);
    expected.add(EVENT_TYPE_WORKFLOW_TASK_STARTED);
    expected.add(EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    expected.addAll(Collections.nCopies(markers, EVENT_TYPE_MARKER_RECORDED));
    expected.add(EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
    return expected;
  }

  private static History history(Event event) {
    return history(WorkflowIds.event(event.eventId()));
  }

  private static History history(String workflowId) {
    return servers.client.fetchHistory(workflowId).getHistory();
  }

  private static List<EventType> types(History history) {
    return history.getEventsList().stream().map(HistoryEvent::getEventType).toList();
  }

  /** Payloads stand in the bytes as they are; in the JSON form they would be encoded. */
  private static String text(History history) {
    return history.toByteString().toString(StandardCharsets.UTF_8);
  }
}
