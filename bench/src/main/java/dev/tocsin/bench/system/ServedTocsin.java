package dev.tocsin.bench.system;

import dev.tocsin.standalone.command.StopSignal;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.TocsinHome;
import java.nio.file.Files;
import java.util.Map;

/**
 * The process that is measured: what {@code ./tocsin dev} starts, on state of its own. It tells on
 * standard output how to reach it, answers the orders that come on standard input, and ends with
 * it, so that it never outlives whoever measures it.
 */
final class ServedTocsin {
  private ServedTocsin() {}

  public static void main(String[] arguments) {
    Orders orders = Orders.claimOutput();
    try (StopSignal signal = StopSignal.install();
        LocalTocsin tocsin = startAnew(System.getenv())) {
      orders.tell(SystemAddress.of(tocsin));
      orders.follow(Thread.currentThread()::interrupt);
      signal.await();
    }
    System.exit(0);
  }

  private static LocalTocsin startAnew(Map<String, String> environment) {
    if (Files.exists(TocsinHome.of(environment).folder().resolve("postgres"))) {
      LocalServers.deleteState(environment); // what a killed measurement left
    }
    return LocalTocsin.start(environment, System.err::println);
  }
}
