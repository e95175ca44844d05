package dev.tocsin.bench.system;

import dev.tocsin.bench.run.BenchException;
import dev.tocsin.standalone.local.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process of one role, to be killed and started again, on the same ports. */
public final class RoleProcess implements AutoCloseable {
  static final Path LOGS = Path.of("bench", "target", "logs");
  private static final int OK = 200;
  private static final int ANSWER_MS = 2_000;

  private final String role;
  private final Map<String, String> settings;
  private final int port = Ports.free();
  private final int adminPort = Ports.free();
  private int starts;
  private @Nullable ChildProcess process;

  /**
   * @param role {@code api} or {@code worker}
   */
  RoleProcess(String role, Map<String, String> settings) {
    this.role = role;
    this.settings = new HashMap<>(settings);
    this.settings.put(Ports.API.variable(), Integer.toString(port));
    this.settings.put(Ports.ADMIN.variable(), Integer.toString(adminPort));
  }

  int port() {
    return port;
  }

  /** Starts it, and does not wait for it. Each start has a log of its own. */
  public void start() {
    try {
      Files.createDirectories(LOGS);
    } catch (IOException e) {
      throw new BenchException("Cannot make a folder: " + e.getMessage(), e);
    }
    starts++;
    process =
        ChildProcess.start(
            ServedRole.class,
            List.of(role),
            List.of("-Xmx" + RunningTocsin.HEAP_MIB + "m", "-XX:+ExitOnOutOfMemoryError"),
            settings,
            LOGS.resolve(role + "-" + starts + ".log"));
  }

  /** {@code kill -9}; it is gone when this returns. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** Whether it answers on its admin port. */
  boolean answers() {
    try {
      HttpURLConnection ping =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + adminPort + "/ping").toURL().openConnection();
      ping.setConnectTimeout(ANSWER_MS);
      ping.setReadTimeout(ANSWER_MS);
      return ping.getResponseCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Asks it to end in order, and does not wait for it. */
  void end() {
    if (process != null) {
      process.end();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
