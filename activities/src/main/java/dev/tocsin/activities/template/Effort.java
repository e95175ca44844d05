package dev.tocsin.activities.template;

/** What rendering one template with one event has cost so far. Not thread-safe. */
final class Effort {
  static final int MOST = 1_000_000;

  private int spent;

  /**
   * @throws TooMuch beyond {@link #MOST}
   */
  void spend(int steps) {
    spent += steps;
    if (spent > MOST) {
      throw new TooMuch();
    }
  }

  /** The template goes over too many elements of the event. */
  static final class TooMuch extends RuntimeException {
    TooMuch() {
      super("it goes over too many elements", null, false, false);
    }
  }
}
