package dev.tocsin.bench.system;

import dev.tocsin.bench.run.BenchException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An application that Tocsin is compared with, in a process of its own, with as much heap as Tocsin
 * has.
 */
public final class AppProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final double NANOS = 1e9;

  private final ChildProcess process;
  private final String url;

  private AppProcess(ChildProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it, and returns when it listens.
   *
   * @param main calls {@link ServedApp#run}
   * @param settings its environment, beside this process's
   */
  public static AppProcess start(Class<?> main, String name, Map<String, String> settings)
      throws InterruptedException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(settings);
    ChildProcess process =
        ChildProcess.start(
            main,
            List.of("-Xmx" + RunningTocsin.HEAP_MIB + "m", "-XX:+ExitOnOutOfMemoryError"),
            environment,
            Path.of("bench", "target", name + ".log"));
    try {
      return new AppProcess(process, process.answer(START_LIMIT).replace("\"", ""));
    } catch (InterruptedException | BenchException failed) {
      process.close();
      throw failed;
    }
  }

  public String url() {
    return url;
  }

  /** CPU time that it has used up to now. */
  public double cpuSeconds() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS;
  }

  @Override
  public void close() {
    process.close();
  }
}
