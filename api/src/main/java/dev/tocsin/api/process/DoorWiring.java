package dev.tocsin.api.process;

import dev.tocsin.api.catalogue.CatalogueFigures;
import dev.tocsin.api.catalogue.CountingStarter;
import dev.tocsin.api.deadletter.DeadLetterWorkflows;
import dev.tocsin.api.delivery.DeliveryWorkflows;
import dev.tocsin.api.delivery.WakeLine;
import dev.tocsin.api.event.EventIntake;
import dev.tocsin.api.event.EventStarter;
import dev.tocsin.api.event.IntakeConfig;
import dev.tocsin.api.event.SubscriptionRevisions;
import dev.tocsin.api.event.TemporalEventStarter;
import dev.tocsin.api.temporal.ShortCalls;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.event.EventDoorDao;
import io.dropwizard.lifecycle.Managed;

/** What of the API has threads of its own, and the order in which it stops. */
final class DoorWiring implements Managed {
  private final ShortCalls calls = new ShortCalls();
  private final SubscriptionRevisions revisions = new SubscriptionRevisions();
  private final DeliveryWorkflows workflows;
  private final DeadLetterWorkflows deadLetters;
  private final WakeLine wakeLine;
  private final TemporalEventStarter starter;
  private final CatalogueFigures figures;
  private final EventStarter counting;
  private final EventIntake intake;

  DoorWiring(ApiParts parts, IntakeConfig config) {
    this.workflows = new DeliveryWorkflows(parts.temporal(), calls);
    this.deadLetters = new DeadLetterWorkflows(parts.temporal(), calls);
    this.wakeLine = new WakeLine(workflows);
    this.starter =
        new TemporalEventStarter(
            parts.temporal(), revisions, calls, config, parts.meters(), parts.clock());
    this.figures = new CatalogueFigures(new TypeFiguresDao(parts.database()), parts.meters());
    this.counting = new CountingStarter(figures, starter);
    this.intake =
        new EventIntake(new EventDoorDao(parts.database()), counting, config, parts.meters());
  }

  SubscriptionRevisions revisions() {
    return revisions;
  }

  DeliveryWorkflows workflows() {
    return workflows;
  }

  DeadLetterWorkflows deadLetters() {
    return deadLetters;
  }

  WakeLine wakeLine() {
    return wakeLine;
  }

  EventIntake intake() {
    return intake;
  }

  /** Where every event that this process made durable goes. */
  EventStarter starter() {
    return counting;
  }

  @Override
  public void start() {
    starter.start();
    figures.start();
    intake.start();
  }

  /** The requests are done by now: first the door is emptied, then the lanes behind it. */
  @Override
  public void stop() {
    intake.close();
    starter.close();
    figures.close();
    wakeLine.close();
    calls.close();
  }
}
