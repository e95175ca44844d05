package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;

/** Starts the workflows of committed events. A convenience: what it drops, recovery takes up. */
public interface EventStarter extends AutoCloseable {

  /** Never waits and never throws. */
  void offer(Event event);

  /** Starts what it can start within a few seconds, and ends. */
  @Override
  void close();
}
