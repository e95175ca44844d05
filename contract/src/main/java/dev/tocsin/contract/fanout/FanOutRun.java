package dev.tocsin.contract.fanout;

import dev.tocsin.contract.model.EventRef;
import java.util.List;

/**
 * One run of the workflow of a large audience.
 *
 * @param deliveries how many the event has in all
 * @param ranges what is left to look at
 */
public record FanOutRun(EventRef event, int deliveries, List<FanOutRange> ranges) {
  public FanOutRun {
    ranges = List.copyOf(ranges);
  }

  /** The whole audience. Running it again is harmless: what is SENT is passed over. */
  public static FanOutRun whole(EventRef event, int deliveries) {
    return new FanOutRun(event, deliveries, FanOutRange.all());
  }
}
