package dev.tocsin.api.event;

/** What the door says to an event. */
public sealed interface Receipt {

  /**
   * It is durable.
   *
   * @param duplicate it was already, with equal content
   */
  record Accepted(String eventId, boolean duplicate) implements Receipt {}

  /** Its id is known with other content. */
  record Conflict(String eventId) implements Receipt {}

  /** The database does not take its values, though the door's checks let them through. */
  record Refused() implements Receipt {}

  /**
   * It could not be made durable now.
   *
   * @param maybeTaken whether it may be durable all the same: the connection broke during the
   *     commit
   */
  record Unavailable(boolean maybeTaken) implements Receipt {}
}
