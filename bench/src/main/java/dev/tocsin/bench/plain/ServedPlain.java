package dev.tocsin.bench.plain;

import dev.tocsin.bench.system.ServedApp;

/** The process that validates events and forgets them. */
public final class ServedPlain {
  private ServedPlain() {}

  public static void main(String[] arguments) throws Exception {
    ServedApp.run(() -> PlainApplication.start(event -> {}));
  }
}
