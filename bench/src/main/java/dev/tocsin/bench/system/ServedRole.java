package dev.tocsin.bench.system;

import dev.tocsin.standalone.Tocsin;

/**
 * The API or the worker as {@code ./tocsin api} and {@code ./tocsin worker} start it. It ends, in
 * order, when its standard input does.
 */
final class ServedRole {
  private ServedRole() {}

  /** Takes the command. */
  public static void main(String[] arguments) {
    Orders.claimOutput().follow(() -> System.exit(0));
    Tocsin.main(arguments);
  }
}
