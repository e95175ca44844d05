package dev.tocsin.activities.event;

import dev.tocsin.activities.background.BackgroundLine;
import dev.tocsin.contract.event.EventStart;
import dev.tocsin.contract.event.EventWorkflow;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.EventGroup;
import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.catalogue.TypeSource;
import dev.tocsin.store.database.Database;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private final TypeFiguresDao figures;
  private final BackgroundLine line =
      new BackgroundLine("system-events", MOST_WAITING, Duration.ZERO);

  public SystemEventStarts(WorkflowClient client, Database database) {
    this.client = client;
    this.figures = new TypeFiguresDao(database);
  }

  @Override
  public void accept(Event event) {
    line.add(
        () -> {
          start(event);
          count(event);
        });
  }

  /** For the catalogue, as the door counts what publishers send. */
  private void count(Event event) {
    String tenant = event.tenant();
    String type = event.eventType();
    Instant at = event.receivedAt();
    try {
      figures.add(
          List.of(new TypeDay(tenant, type, event.day(), 1, at)),
          List.of(new TypeSource(tenant, type, event.source(), 1, at, at)));
    } catch (RuntimeException away) {
      LOG.warn("{} is not counted in the catalogue: {}", event.eventId(), away.getMessage());
    }
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
    line.close();
  }
}
