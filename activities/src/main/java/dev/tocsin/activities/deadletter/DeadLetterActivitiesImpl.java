package dev.tocsin.activities.deadletter;

import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.DeadLetterProgress;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.temporal.Priorities;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.deadletter.DeadLetterBatchDao;
import dev.tocsin.store.deadletter.DeadLetterBatchDao.Batch;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.delivery.Delivery;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First the rows, in one commit with the counts; then the workflows of what was redriven. A
 * workflow that is not started, because the process or Temporal went away in between, is started by
 * recovery: its delivery is open, and nobody carries it.
 */
public final class DeadLetterActivitiesImpl implements DeadLetterActivities {
  private static final int LARGEST_BATCH = 100;
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterActivitiesImpl.class);

  private final DeadLetterBatchDao batches;
  private final DeadLetterOperationDao operations;
  private final DeliveryRefs refs;
  private final WorkflowClient client;
  private final Clock clock;

  public DeadLetterActivitiesImpl(
      Database database, DeliveryRefs refs, WorkflowClient client, Clock clock) {
    this.batches = new DeadLetterBatchDao(database);
    this.operations = new DeadLetterOperationDao(database);
    this.refs = refs;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public DeadLetterProgress take(String operationId, int most) {
    return batches
        .take(operationId, Math.min(most, LARGEST_BATCH), clock.instant())
        .map(this::carriedOut)
        // The row is gone with an older copy of the database: nothing is known to be done.
        .orElse(new DeadLetterProgress(OperationStatus.CANCELLED, 0, 0, 0, 0));
  }

  @Override
  public void callOff(String operationId) {
    operations.cancel(operationId, "temporal", clock.instant());
  }

  private DeadLetterProgress carriedOut(Batch batch) {
    DeadLetterOperation operation = batch.operation();
    if (operation.order() == DeadLetterOrder.REDRIVE) {
      startAll(batch.changed());
    }
    Counts counts = operation.counts();
    if (operation.status() != OperationStatus.RUNNING) {
      LOG.info(
          "Operation {} is {}: {} of {} dead letters done, {} skipped",
          operation.operationId(),
          operation.status(),
          counts.done(),
          counts.matching(),
          counts.skipped());
    }
    return new DeadLetterProgress(
        operation.status(), counts.matching(), counts.done(), counts.skipped(), batch.taken());
  }

  private void startAll(List<Delivery> redriven) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    int started = 0;
    for (Delivery delivery : redriven) {
      try {
        start(delivery);
      } catch (RuntimeException away) {
        LOG.warn(
            "Temporal could not be reached; recovery starts {} redriven deliveries: {}",
            redriven.size() - started,
            away.getMessage());
        return;
      }
      started++;
      beat(context, started);
    }
  }

  private void start(Delivery delivery) {
    var ref = refs.of(delivery);
    WorkflowOptions options =
        WorkflowOptions.newBuilder(DeliveryStart.options(ref))
            .setPriority(Priorities.ofBulk(delivery.tenant()))
            .build();
    try {
      WorkflowClient.start(
          client.newWorkflowStub(DeliveryWorkflow.class, options)::deliver,
          new DeliveryRun(ref, delivery.round()));
    } catch (WorkflowExecutionAlreadyStarted running) {
      // Somebody redrove it alone in this moment: that run carries the round that is open now.
    }
  }

  private static void beat(ActivityExecutionContext context, int started) {
    try {
      context.heartbeat(started);
    } catch (ActivityCompletionException cancelled) {
      // Known to the workflow; what is redriven already gets its workflow all the same.
    }
  }
}
