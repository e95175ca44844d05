package dev.tocsin.worker.temporal;

import dev.tocsin.contract.circuit.TargetActivities;
import dev.tocsin.contract.deadletter.DeadLetterActivities;
import dev.tocsin.contract.delivery.DeliveryActivities;
import dev.tocsin.contract.event.EventActivities;
import dev.tocsin.contract.recovery.RecoveryActivities;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.worker.config.WorkerLimits;
import dev.tocsin.workflows.circuit.TargetWorkflowImpl;
import dev.tocsin.workflows.deadletter.DeadLetterWorkflowImpl;
import dev.tocsin.workflows.delivery.DeliveryWorkflowImpl;
import dev.tocsin.workflows.event.EventWorkflowImpl;
import dev.tocsin.workflows.recovery.RecoveryWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Temporal workers of a process. */
public final class Workers implements AutoCloseable {
  // The default of 1 s fires on a cold JVM that merely loads classes.
  private static final long DEADLOCK_MS = 10_000;

  private static final long START_AGAIN_MS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  private final WorkerFactory factory;
  private final Thread starter = new Thread(this::startUntilItWorks, "worker-starter");
  private volatile boolean closing;
  private final WorkerLimits limits;

  /**
   * @param interceptors around workflows and activities, outermost first; usually none
   */
  public Workers(WorkflowClient client, WorkerLimits limits, List<WorkerInterceptor> interceptors) {
    this.limits = limits;
    starter.setDaemon(true);
    this.factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(limits.cachedWorkflows())
                .setMaxWorkflowThreadCount(limits.cachedWorkflows() + limits.workflowTasks())
                .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
                .build());
  }

  /** Hosts the workflows of events with their local activities. */
  public void hostEvents(EventActivities activities) {
    Worker worker =
        factory.newWorker(
            TaskQueues.EVENTS,
            options()
                .setMaxConcurrentLocalActivityExecutionSize(limits.eventBatches())
                .setLocalActivityWorkerOnly(true)
                .build());
    worker.registerWorkflowImplementationTypes(EventWorkflowImpl.class);
    worker.registerActivitiesImplementations(activities);
  }

  /**
   * Hosts the workflows of deliveries, dead letters, targets and recovery, and their activities.
   */
  public void hostDeliveries(
      DeliveryActivities deliveries,
      DeadLetterActivities deadLetters,
      TargetActivities targets,
      RecoveryActivities recovery) {
    Worker worker =
        factory.newWorker(
            TaskQueues.DELIVERIES,
            options().setMaxConcurrentActivityExecutionSize(limits.attempts()).build());
    worker.registerWorkflowImplementationTypes(
        DeliveryWorkflowImpl.class,
        DeadLetterWorkflowImpl.class,
        TargetWorkflowImpl.class,
        RecoveryWorkflowImpl.class);
    worker.registerActivitiesImplementations(deliveries, deadLetters, targets, recovery);
  }

  /**
   * Returns at once: polling begins when Temporal answers. An API must accept events, and a worker
   * tell its health, while Temporal is away.
   */
  public void start() {
    starter.start();
  }

  private void startUntilItWorks() {
    while (!closing) {
      try {
        factory.start();
        LOG.info("Polling Temporal");
        return;
      } catch (RuntimeException away) {
        if (!closing) {
          LOG.warn("Temporal does not answer; polling begins when it does: {}", away.getMessage());
        }
      }
      try {
        Thread.sleep(START_AGAIN_MS);
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  /** Takes no new work, and waits for what is under way, at most {@code drainSeconds}. */
  @Override
  public void close() {
    closing = true;
    starter.interrupt();
    factory.shutdown();
    factory.awaitTermination(limits.drainSeconds(), TimeUnit.SECONDS);
    factory.shutdownNow();
  }

  private WorkerOptions.Builder options() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(limits.workflowTasks())
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MS);
  }
}
