package dev.tocsin.bench.neighbours;

import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Rows.Went;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewEvent;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.Severity;
import dev.tocsin.standalone.local.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An endpoint on which nobody listens, and many events for it. */
final class DeadEndpoint {
  private static final String TYPE = "bench.dead";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private final RunningTocsin tocsin;

  DeadEndpoint(RunningTocsin tocsin) {
    this.tocsin = tocsin;
  }

  /** Publishes them, and counts once all have come to rest. */
  DeadCost cost(int events) throws Exception {
    String id =
        tocsin
            .client()
            .subscribe(
                NewSubscription.toType(
                    TYPE, Severity.LOW, "WEBHOOK", "http://127.0.0.1:" + Ports.free() + "/"))
            .subscriptionId();
    publish(events);
    List<String> subscription = List.of(id);
    boolean resting =
        Wait.until(
            LONGEST_WAIT,
            () -> {
              Went went = tocsin.rows().went(subscription);
              return went.all() == events && went.open() == 0;
            });
    if (!resting) {
      throw new BenchException(
          "Deliveries to the dead endpoint do not come to rest: "
              + tocsin.rows().went(subscription));
    }
    String ofIt = " AND TocsinSubscriptionId = '" + id + "'";
    String deliveries = "WorkflowType = 'DeliveryWorkflow'" + ofIt;
    return new DeadCost(
        events,
        tocsin.rows().madeBeforeOpening(id),
        tocsin
            .workflows()
            .count(
                "WorkflowType = 'TargetWorkflow' AND ExecutionStatus != 'ContinuedAsNew'" + ofIt),
        tocsin.workflows().count(deliveries),
        tocsin.workflows().count(deliveries + " AND ExecutionStatus = 'Running'"),
        tocsin.rows().went(subscription).waiting());
  }

  private void publish(int events) {
    try (var results =
        tocsin
            .client()
            .publishAll(
                IntStream.range(0, events)
                    .mapToObj(
                        number ->
                            NewEvent.of(TYPE, Severity.HIGH, "Order " + number + " is late")
                                .withDetails(Map.of("sequence", number))))) {
      results.forEach(result -> {});
    }
  }
}
