package dev.tocsin.activities.recovery;

import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.fanout.FanOutStart;
import dev.tocsin.contract.fanout.FanOutWorkflow;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AudienceDao;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryRecoveryDao.OpenDelivery;
import dev.tocsin.store.event.EventClaimDao;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the deliveries of a large audience from those that nobody carries. Looks at each event
 * once: of one round of recovery.
 */
final class AudienceRecovery {
  /** So many that a workflow for each would be too much. */
  private static final int MANY = 1_000;

  private final Database database;
  private final AudienceDao audiences;
  private final WorkflowClient client;
  private final RunningWorkflows running;
  private final Map<String, Boolean> carried = new HashMap<>();
  private int started;

  AudienceRecovery(Database database, WorkflowClient client, RunningWorkflows running) {
    this.database = database;
    this.audiences = new AudienceDao(database);
    this.client = client;
    this.running = running;
  }

  /**
   * Whether the workflow of a large audience carries it, or does from now on: where it was lost and
   * much is left, it is started again.
   */
  boolean carries(OpenDelivery open) {
    Delivery delivery = open.delivery();
    return delivery.attempts() == 0
        && carried.computeIfAbsent(delivery.eventId(), eventId -> isCarried(open));
  }

  /** How many workflows were started. */
  int started() {
    return started;
  }

  private boolean isCarried(OpenDelivery open) {
    Delivery delivery = open.delivery();
    if (running.contain(WorkflowIds.fanOut(delivery.eventId()))) {
      return true;
    }
    List<Event> found =
        database
            .jdbi()
            .withHandle(
                handle ->
                    EventClaimDao.load(handle, Map.of(delivery.eventId(), delivery.key().day())));
    if (found.isEmpty() || running.contain(open.eventWorkflowId())) {
      return false;
    }
    EventRef event = found.get(0).ref();
    int untried = audiences.untried(event);
    if (untried < MANY) {
      return false;
    }
    start(FanOutRun.whole(event, untried));
    return true;
  }

  private void start(FanOutRun run) {
    FanOutWorkflow workflow =
        client.newWorkflowStub(FanOutWorkflow.class, FanOutStart.options(run));
    try {
      WorkflowClient.start(workflow::fanOut, run);
      started++;
    } catch (WorkflowExecutionAlreadyStarted meanwhile) {
      // It carries them, then.
    }
  }
}
