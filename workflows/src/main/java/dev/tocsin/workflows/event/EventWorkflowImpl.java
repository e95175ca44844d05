package dev.tocsin.workflows.event;

import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.event.MatchedGroup;
import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.fanout.FanOutStart;
import dev.tocsin.contract.fanout.FanOutWorkflow;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Match, deliver, hand over. All of it in one workflow task where every target answers well: this
 * is the path that the cost of an event is measured on, so nothing is added to it lightly.
 */
public final class EventWorkflowImpl implements EventWorkflow {
  static final int BATCH = 100;
  static final int HAND_OVERS_AT_ONCE = 200;

  // The attempts are bounded by their own time limits; a write that PostgreSQL does not take yet is
  // repeated inside, however long that lasts. A shorter limit would send again what was sent.
  private static final LocalActivityOptions OPTIONS =
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofHours(24))
          .setLocalRetryThreshold(Duration.ofSeconds(6))
          .setDoNotIncludeArgumentsIntoMarker(true)
          .setRetryOptions(
              RetryOptions.newBuilder()
                  // As good as without limit. The SDK's own "no limit" (0) means "do not retry at
                  // all" for a local activity without a schedule-to-close timeout.
                  .setMaximumAttempts(Integer.MAX_VALUE)
                  .setInitialInterval(Duration.ofMillis(200))
                  .setBackoffCoefficient(2)
                  .setMaximumInterval(Duration.ofMinutes(1))
                  .build())
          .build();

  private final EventActivities activities =
      Workflow.newLocalActivityStub(EventActivities.class, OPTIONS);

  @Override
  public void process(EventGroup group) {
    MatchedGroup matched;
    try {
      matched = activities.match(group);
    } catch (ActivityFailure failed) {
      split(group);
      return;
    }
    startFanOuts(matched.fanOuts());
    List<DeliveryRef> handOver = new ArrayList<>(matched.handOver());
    handOver.addAll(deliver(chunks(matched.direct(), BATCH)));
    for (List<DeliveryRef> chunk : chunks(handOver, HAND_OVERS_AT_ONCE)) {
      handOver(chunk, group);
    }
  }

  /** Side by side: a target that is slow for the first time delays none of another batch. */
  private List<DeliveryRef> deliver(List<List<DeliveryKey>> batches) {
    if (batches.size() == 1) {
      return activities.deliver(batches.get(0));
    }
    List<Promise<List<DeliveryRef>>> underWay = new ArrayList<>();
    for (List<DeliveryKey> batch : batches) {
      underWay.add(Async.function(activities::deliver, batch));
    }
    List<DeliveryRef> unsent = new ArrayList<>();
    underWay.forEach(batch -> unsent.addAll(batch.get()));
    return unsent;
  }

  /** Each event on its own: whichever cannot be matched repeats that without limit. */
  private static void split(EventGroup group) {
    List<Promise<WorkflowExecution>> started = new ArrayList<>();
    for (EventRef event : group.events()) {
      EventGroup single = EventStart.single(event, group.subscriptionRevision());
      EventWorkflow child =
          Workflow.newChildWorkflowStub(EventWorkflow.class, EventStart.childOptions(single));
      Async.procedure(child::process, single);
      started.add(Workflow.getWorkflowExecution(child));
    }
    awaitStarts(started);
  }

  private static void handOver(List<DeliveryRef> deliveries, EventGroup group) {
    Map<String, @Nullable String> correlationIds = new HashMap<>();
    group.events().forEach(event -> correlationIds.put(event.eventId(), event.correlationId()));
    List<Promise<WorkflowExecution>> started = new ArrayList<>();
    for (DeliveryRef delivery : deliveries) {
      DeliveryWorkflow child =
          Workflow.newChildWorkflowStub(
              DeliveryWorkflow.class,
              DeliveryStart.childOptions(delivery, correlationIds.get(delivery.eventId())));
      Async.procedure(child::deliver, new DeliveryRun(delivery, 1));
      started.add(Workflow.getWorkflowExecution(child));
    }
    awaitStarts(started);
  }

  private static void startFanOuts(List<FanOutRun> runs) {
    List<Promise<WorkflowExecution>> started = new ArrayList<>();
    for (FanOutRun run : runs) {
      FanOutWorkflow child =
          Workflow.newChildWorkflowStub(FanOutWorkflow.class, FanOutStart.childOptions(run));
      Async.procedure(child::fanOut, run);
      started.add(Workflow.getWorkflowExecution(child));
    }
    awaitStarts(started);
  }

  /**
   * The server drops an abandoned child whose parent closes before it started: so wait for that.
   */
  private static void awaitStarts(List<Promise<WorkflowExecution>> started) {
    for (Promise<WorkflowExecution> child : started) {
      try {
        child.get();
      } catch (ChildWorkflowFailure refused) {
        if (!(refused.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
          throw refused;
        }
        // An earlier run of this workflow handed it over.
      }
    }
  }

  private static <T> List<List<T>> chunks(List<T> all, int size) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return chunks;
  }
}
