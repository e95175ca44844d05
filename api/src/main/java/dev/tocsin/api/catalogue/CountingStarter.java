package dev.tocsin.api.catalogue;

import dev.tocsin.api.event.EventStarter;
import dev.tocsin.contract.model.Event;

/**
 * Counts each event that the door made durable on its way to its start: here every new event passes
 * once, and no repeat.
 */
public record CountingStarter(CatalogueFigures figures, EventStarter next) implements EventStarter {
  @Override
  public void offer(Event event) {
    figures.count(event);
    next.offer(event);
  }

  @Override
  public void close() {
    next.close();
  }
}
