package dev.tocsin.contract.fanout;

import java.util.List;

/**
 * A stretch of an event's deliveries in the order of their ids, which are spread evenly.
 *
 * @param after the id before the first one
 * @param until the id behind the last one
 */
public record FanOutRange(String after, String until) {

  /** All deliveries of an event, in stretches of about the same length. */
  public static List<FanOutRange> all() {
    // Ids begin with one of 0 to 7: 130 bits are written, of which 128 are the hash.
    return List.of(
        new FanOutRange("dlv_0", "dlv_2"),
        new FanOutRange("dlv_2", "dlv_4"),
        new FanOutRange("dlv_4", "dlv_6"),
        new FanOutRange("dlv_6", "dlv_8"));
  }
}
