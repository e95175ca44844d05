package dev.tocsin.activities.recovery;

import dev.tocsin.activities.circuit.TargetWorkflows;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.contract.circuit.TargetRun;
import dev.tocsin.contract.deadletter.DeadLetterStart;
import dev.tocsin.contract.deadletter.DeadLetterWorkflow;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.store.circuit.CircuitDao;
import dev.tocsin.store.circuit.LimitedDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.delivery.DeliveryRecoveryDao;
import dev.tocsin.store.delivery.DeliveryRecoveryDao.OpenDelivery;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.subscription.SubscriptionDao;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds what nobody carries and starts it. Everything here may be repeated, and may run in several
 * processes at once: a workflow id runs once, and only one run can claim an event.
 */
public final class Recovery {
  /** Rows at once, and events of a group. */
  private static final int PAGE = 200;

  private static final int GROUPS_PER_PAGE = 10;

  private final EventDao events;
  private final DeliveryRecoveryDao deliveries;
  private final DeadLetterOperationDao operations;
  private final CircuitDao circuits;
  private final LimitedDao limited;
  private final DeliveryRefs refs;
  private final Database database;
  private final WorkflowClient client;
  private final RunningWorkflows running;

  public Recovery(Database database, DeliveryRefs refs, WorkflowClient client) {
    this.events = new EventDao(database);
    this.deliveries = new DeliveryRecoveryDao(database);
    this.operations = new DeadLetterOperationDao(database);
    this.circuits = new CircuitDao(database);
    this.limited = new LimitedDao(database);
    this.refs = refs;
    this.database = database;
    this.client = client;
    this.running = new RunningWorkflows(client);
  }

  /**
   * Starts events that are PENDING, in groups of one severity, the most urgent and then the oldest
   * first; at most {@code most}. What it has started lately waits for its turn and is left alone.
   *
   * @param pendingFor leaves out what came later: whoever took it is about to start it
   * @param lately how long ago; zero for none but what this call starts
   * @param progress called with the number of events started, group by group
   * @return how many were started; those whose own workflow runs already do not count
   */
  public int startPending(
      Instant now, Duration pendingFor, Duration lately, int most, IntConsumer progress) {
    int started = 0;
    int left = most;
    List<EventRef> page;
    do {
      page =
          events.pending(
              now.minus(pendingFor), now.minus(lately), Math.min(left, PAGE * GROUPS_PER_PAGE));
      for (List<EventRef> together : EventStart.groups(page, PAGE)) {
        started += startTogether(together, now);
        events.markTakenUp(together, now);
        progress.accept(started);
      }
      left -= page.size();
    } while (left > 0 && !page.isEmpty());
    return started;
  }

  private int startTogether(List<EventRef> together, Instant now) {
    EventGroup group = EventStart.group(together, 0, now);
    EventWorkflow workflow = client.newWorkflowStub(EventWorkflow.class, EventStart.options(group));
    try {
      WorkflowClient.start(workflow::process, group);
      return together.size();
    } catch (WorkflowExecutionAlreadyStarted running) {
      // A single event, which waits for its turn; it needs no second.
      return 0;
    }
  }

  /** Starts or wakes deliveries that waited for a subscription that is in force again. */
  public int resumeWaiting() {
    List<Delivery> waiting = deliveries.resumable(PAGE);
    for (Delivery delivery : waiting) {
      DeliveryWorkflow workflow = stub(delivery);
      BatchRequest request = client.newSignalWithStartRequest();
      request.add(workflow::deliver, run(delivery));
      request.add(workflow::wake);
      client.signalWithStart(request);
    }
    return waiting.size();
  }

  /**
   * Starts open deliveries that were due before {@code before} and that no workflow carries:
   * neither their own nor their event's is running.
   *
   * @param progress called with the number of deliveries looked at, page by page
   * @return how many were started
   */
  public int startAbandoned(Instant before, IntConsumer progress) {
    int started = 0;
    int looked = 0;
    OpenDelivery last = null;
    AudienceRecovery audiences = new AudienceRecovery(database, client, running);
    List<OpenDelivery> page;
    do {
      page = deliveries.overdue(before, last, PAGE);
      for (OpenDelivery open : page) {
        last = open;
        if (!audiences.carries(open) && !isCarried(open) && start(open.delivery())) {
          started++;
        }
      }
      looked += page.size();
      progress.accept(looked);
    } while (page.size() == PAGE);
    return started + audiences.started();
  }

  /**
   * Starts running operations on dead letters of which nothing was heard since {@code before}.
   *
   * @return how many were started; those whose workflow runs already do not count
   */
  public int startOperations(Instant before) {
    int started = 0;
    for (DeadLetterOperation operation : operations.silent(before)) {
      DeadLetterWorkflow workflow =
          client.newWorkflowStub(
              DeadLetterWorkflow.class, DeadLetterStart.options(operation.run()));
      try {
        WorkflowClient.start(workflow::carryOut, operation.run());
        started++;
      } catch (WorkflowExecutionAlreadyStarted running) {
        // It waits for its turn.
      }
    }
    return started;
  }

  /**
   * Starts the workflows of open circuits that were to be probed before {@code before}.
   *
   * @return how many were started; those that run already do not count
   */
  public int startUnattended(Instant before) {
    int started = 0;
    String after = "";
    List<String> page;
    do {
      page = circuits.unattended(before, after, PAGE);
      for (Subscription subscription : subscriptions(page)) {
        if (TargetWorkflows.start(client, TargetRun.goingOn(refs.target(subscription)))) {
          started++;
        }
      }
      after = page.isEmpty() ? "" : page.get(page.size() - 1);
    } while (page.size() == PAGE);
    return started;
  }

  /**
   * Wakes the workflows of targets with limits for which something waits and that nobody woke, or
   * that were to go on before {@code before}.
   *
   * @return how many were woken
   */
  public int wakeLimited(Instant before) {
    List<String> unattended = limited.unattended(before, PAGE);
    if (unattended.isEmpty()) {
      return 0;
    }
    List<Subscription> found = subscriptions(unattended);
    found.forEach(subscription -> TargetWorkflows.wake(client, refs.target(subscription)));
    return found.size();
  }

  private List<Subscription> subscriptions(List<String> ids) {
    return database
        .jdbi()
        .withHandle(handle -> SubscriptionDao.findAll(handle, new HashSet<>(ids)));
  }

  private boolean isCarried(OpenDelivery open) {
    return running.contain(WorkflowIds.delivery(open.delivery().deliveryId()))
        || running.contain(open.eventWorkflowId());
  }

  private boolean start(Delivery delivery) {
    try {
      WorkflowClient.start(stub(delivery)::deliver, run(delivery));
      return true;
    } catch (WorkflowExecutionAlreadyStarted running) {
      return false;
    }
  }

  private DeliveryWorkflow stub(Delivery delivery) {
    return client.newWorkflowStub(DeliveryWorkflow.class, DeliveryStart.options(refs.of(delivery)));
  }

  private DeliveryRun run(Delivery delivery) {
    return new DeliveryRun(refs.of(delivery), delivery.round());
  }
}
