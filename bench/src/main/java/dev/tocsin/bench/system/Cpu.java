package dev.tocsin.bench.system;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * CPU time that was used up to a moment, in seconds. Of processes that live: a connection's process
 * of PostgreSQL that has ended counts no more.
 *
 * @param tocsin API and worker
 */
public record Cpu(double tocsin, double temporal, double postgres) {
  private static final double NANOS = 1e9;

  /** Of a process and of the servers that it started. */
  static Cpu of(ProcessHandle tocsin) {
    List<ProcessHandle> servers = tocsin.descendants().toList();
    return new Cpu(
        seconds(tocsin),
        servers.stream().filter(each -> !isPostgres(each)).mapToDouble(Cpu::seconds).sum(),
        servers.stream().filter(Cpu::isPostgres).mapToDouble(Cpu::seconds).sum());
  }

  /** What was used since then. */
  public Cpu since(Cpu then) {
    return new Cpu(tocsin - then.tocsin, temporal - then.temporal, postgres - then.postgres);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").toLowerCase(Locale.ROOT).contains("postgres");
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
  }
}
