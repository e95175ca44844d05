package dev.tocsin.bench.run;

/** What the options of {@code ./tocsin bench} say. */
public interface Conditions {
  /** Whether a few minutes must do: fewer events, fewer combinations. */
  boolean quick();

  /** Whether the process under test records itself with Java Flight Recorder. */
  boolean profile();
}
