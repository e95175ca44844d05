package dev.tocsin.bench.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Adds up the CPU time of a process and of the servers that it started. A process that has ended
 * counts with what it had used when it was last looked at: PostgreSQL has one for each connection,
 * which a pool closes after a while, and with it its share must not vanish.
 */
final class CpuMeter {
  private static final double NANOS = 1e9;

  private final ProcessHandle tocsin;
  private final Map<ProcessHandle, Double> temporal = new HashMap<>();
  private final Map<ProcessHandle, Double> postgres = new HashMap<>();

  CpuMeter(ProcessHandle tocsin) {
    this.tocsin = tocsin;
  }

  /** What was used up to now. */
  synchronized Cpu read() {
    tocsin
        .descendants()
        .forEach(
            server ->
                (isPostgres(server) ? postgres : temporal)
                    .merge(server, seconds(server), Math::max));
    return new Cpu(seconds(tocsin), sum(temporal), sum(postgres));
  }

  private static double sum(Map<ProcessHandle, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** One that ends just now tells neither its command nor its time: it adds nothing to either. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").toLowerCase(Locale.ROOT).contains("postgres");
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
  }
}
