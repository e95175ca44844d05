package dev.tocsin.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.command.StopSignal;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.TocsinHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Map;

/**
 * The process that is measured: what {@code ./tocsin dev} starts, on state of its own. It tells on
 * standard output how to reach it, answers the orders that come on standard input, and ends with
 * it, so that it never outlives whoever measures it.
 */
final class ServedTocsin {
  /** Begins the lines of standard output that are meant for whoever measures. */
  static final String MARK = "bench ";

  /** Collects garbage and answers the bytes that are still in use. */
  static final String HEAP = "heap";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  private ServedTocsin(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    System.setOut(System.err);
    try (StopSignal signal = StopSignal.install();
        LocalTocsin tocsin = startAnew(System.getenv())) {
      new ServedTocsin(out).serve(tocsin, Thread.currentThread());
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

  private void serve(LocalTocsin tocsin, Thread main) {
    tell(SystemAddress.of(tocsin));
    Thread orders =
        new Thread(
            () -> {
              obey();
              main.interrupt();
            },
            "orders");
    orders.setDaemon(true);
    orders.start();
  }

  private void obey() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String order = in.readLine(); order != null; order = in.readLine()) {
        if (order.equals(HEAP)) {
          System.gc();
          tell(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
      }
    } catch (IOException gone) {
      // Whoever measured is gone.
    }
  }

  private void tell(Object answer) {
    try {
      out.println(MARK + JSON.writeValueAsString(answer));
      out.flush();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
