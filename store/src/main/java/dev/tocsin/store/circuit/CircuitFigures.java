package dev.tocsin.store.circuit;

/**
 * How many targets are down, over all tenants.
 *
 * @param waiting deliveries that wait, for whatever reason
 */
public record CircuitFigures(long open, long disabled, long waiting) {
  public static final CircuitFigures NONE = new CircuitFigures(0, 0, 0);
}
