package dev.tocsin.bench.run;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells how far a measurement is, on standard error. */
public final class Progress {
  private final long began = System.nanoTime();
  private final PrintWriter err;
  private final String name;

  Progress(PrintWriter err, String name) {
    this.err = err;
    this.name = name;
  }

  /** One line, with the seconds since the measurement began. */
  public void say(String line) {
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    err.printf("%s %4d s  %s%n", name, seconds, line);
    err.flush();
  }
}
