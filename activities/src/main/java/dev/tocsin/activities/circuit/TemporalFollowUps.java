package dev.tocsin.activities.circuit;

import dev.tocsin.activities.background.BackgroundLine;
import dev.tocsin.contract.delivery.DeliveryRun;
import dev.tocsin.contract.delivery.DeliveryStart;
import dev.tocsin.contract.delivery.DeliveryWorkflow;
import dev.tocsin.contract.model.TargetRef;
import dev.tocsin.store.circuit.LimitedDao;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One after the other, in the background. */
public final class TemporalFollowUps implements FollowUps, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalFollowUps.class);
  private static final int MOST_WAITING = 10_000;

  private final WorkflowClient client;
  private final LimitedDao limited;
  private final Clock clock;
  private final Set<String> toWake = ConcurrentHashMap.newKeySet();
  private final BackgroundLine line = new BackgroundLine("follow-ups", MOST_WAITING, Duration.ZERO);

  public TemporalFollowUps(WorkflowClient client, LimitedDao limited, Clock clock) {
    this.client = client;
    this.limited = limited;
    this.clock = clock;
  }

  @Override
  public void wake(TargetRef target) {
    String id = target.subscriptionId();
    // A hundred matches of this moment need one signal.
    if (toWake.add(id)
        && !later(
            () -> {
              // Before it is told: what comes from now on is told anew.
              toWake.remove(id);
              if (limited.wake(id, clock.instant())) {
                TargetWorkflows.wake(client, target);
              }
            })) {
      toWake.remove(id);
    }
  }

  @Override
  public void carry(DeliveryRun run) {
    later(
        () -> {
          DeliveryWorkflow workflow =
              client.newWorkflowStub(DeliveryWorkflow.class, DeliveryStart.options(run.delivery()));
          try {
            WorkflowClient.start(workflow::deliver, run);
          } catch (WorkflowExecutionAlreadyStarted running) {
            // The one that made it wait is about to end, or looks at its row when it is due.
          }
        });
  }

  private boolean later(Runnable call) {
    boolean taken =
        line.add(
            () -> {
              try {
                call.run();
              } catch (RuntimeException away) {
                LOG.warn("Left to recovery: {}", away.toString());
              }
            });
    if (!taken) {
      LOG.warn("Left to recovery: {} calls to Temporal wait already", MOST_WAITING);
    }
    return taken;
  }

  @Override
  public void close() {
    line.close();
  }
}
