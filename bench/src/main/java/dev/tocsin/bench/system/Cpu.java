package dev.tocsin.bench.system;

/**
 * CPU time that was used up to a moment, in seconds.
 *
 * @param tocsin API and worker
 */
public record Cpu(double tocsin, double temporal, double postgres) {
  /** What was used since then. */
  public Cpu since(Cpu then) {
    return new Cpu(tocsin - then.tocsin, temporal - then.temporal, postgres - then.postgres);
  }
}
