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

  Audiences(int room) {
    this.room = room;
  }

  /** Whether the event's deliveries fit in; they take their room then. */
  boolean takes(Event event, int deliveries) {
    if (deliveries > room) {
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
