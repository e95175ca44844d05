package dev.tocsin.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** What whoever measures may order on standard input, and the answers to it on standard output. */
final class Orders {
  /** Begins the lines of standard output that are meant for whoever measures. */
  static final String MARK = "bench ";

  /** Collects garbage and answers the bytes that are still in use. */
  static final String HEAP = "heap";

  /** Answers the number of live threads. */
  static final String THREADS = "threads";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  private Orders(PrintStream out) {
    this.out = out;
  }

  /** From now on standard output is for answers alone; what is printed goes to standard error. */
  static Orders claimOutput() {
    PrintStream out = System.out;
    System.setOut(System.err);
    return new Orders(out);
  }

  /**
   * Begins to obey.
   *
   * @param end runs when standard input ends, as whoever measured is gone then
   */
  void follow(Runnable end) {
    Thread thread =
        new Thread(
            () -> {
              obey();
              end.run();
            },
            "orders");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells something that nobody asked for. */
  void tell(Object answer) {
    try {
      out.println(MARK + JSON.writeValueAsString(answer));
      out.flush();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void obey() {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String order = in.readLine(); order != null; order = in.readLine()) {
        switch (order) {
          case HEAP -> {
            System.gc();
            tell(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
          }
          case THREADS -> tell(ManagementFactory.getThreadMXBean().getThreadCount());
          default -> throw new IllegalArgumentException(order);
        }
      }
    } catch (IOException gone) {
      // Whoever measured is gone.
    }
  }
}
