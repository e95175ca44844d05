package dev.tocsin.activities.event;

import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of events that Tocsin itself reports, one after the other in the background:
 * whoever records an outcome never waits for Temporal. What is lost here is PENDING, and recovery
 * starts it after 10 s.
 */
public final class SystemEventStarts implements Consumer<Event>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemEventStarts.class);
  private static final int MOST_WAITING = 1_000;

  private final WorkflowClient client;
  private final ThreadPoolExecutor line =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "system-events");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  public SystemEventStarts(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void accept(Event event) {
    line.execute(() -> start(event));
  }

  private void start(Event event) {
    EventGroup group = EventStart.single(event.ref(), 0);
    EventWorkflow workflow = client.newWorkflowStub(EventWorkflow.class, EventStart.options(group));
    try {
      WorkflowClient.start(workflow::process, group);
    } catch (WorkflowExecutionAlreadyStarted running) {
      // Recovery was faster.
    } catch (RuntimeException away) {
      LOG.warn("Could not start {}; recovery will: {}", group.workflowId(), away.getMessage());
    }
  }

  @Override
  public void close() {
    line.shutdownNow();
  }
}
