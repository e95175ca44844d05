package dev.tocsin.standalone.local;

import java.time.Duration;
import java.util.Optional;

/** A server that somebody else runs, as {@code TEMPORAL_ADDRESS} names it. */
record RunningTemporal(String address, String namespace) implements LocalTemporal {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  static RunningTemporal at(String address, String namespace) {
    try (TemporalProbe probe = new TemporalProbe(address, namespace)) {
      if (!Patience.until(ANSWER_LIMIT, probe::isReady)) {
        throw new LocalServerException(
            "TEMPORAL_ADDRESS=%s: no Temporal with a namespace '%s' answers there (%s)."
                .formatted(address, namespace, probe.lastProblem()));
      }
      probe.registerSearchAttributes();
    }
    return new RunningTemporal(address, namespace);
  }

  @Override
  public Optional<String> uiUrl() {
    return Optional.empty();
  }

  @Override
  public String describe() {
    return "Temporal: the server at %s (TEMPORAL_ADDRESS), namespace %s"
        .formatted(address, namespace);
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public boolean hasVisibility() {
    return true;
  }

  @Override
  public void close() {}
}
