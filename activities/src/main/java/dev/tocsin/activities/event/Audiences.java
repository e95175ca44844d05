package dev.tocsin.activities.event;

import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.model.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the events whose deliveries fit into their group's workflow from those that get one of
 * their own: a workflow has room for so many children, and its history for so many names.
 */
final class Audiences {
  private final List<FanOutRun> tooLarge = new ArrayList<>();
  private int room;
  private int events;

  /**
   * @param room for the group's children: each delivery may become one, and each event that does
   *     not fit in is one
   * @param events that will be asked about, each once; room is kept for every one of them
   */
  Audiences(int room, int events) {
    this.room = room;
    this.events = events;
  }

  /** Whether the event's deliveries fit in; they take their room then. */
  boolean takes(Event event, int deliveries) {
    events--;
    if (deliveries > 0 && deliveries > room - events) {
      room--;
      tooLarge.add(FanOutRun.whole(event.ref(), deliveries));
      return false;
    }
    room -= deliveries;
    return true;
  }

  /** Those that did not fit in. */
  List<FanOutRun> tooLarge() {
    return tooLarge;
  }
}
