package dev.tocsin.standalone.crash;

import static org.awaitility.Awaitility.await;

import dev.tocsin.standalone.local.Ports;
import dev.tocsin.store.key.ApiKeySecret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One process of Tocsin, and how to reach it. It keeps its ports when it is started again. */
final class TocsinProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final String role;
  private final ChildJvm jvm;
  private final ApiClient client;
  private final int adminPort = Ports.free();
  private final Path log;

  /**
   * What processes have in common.
   *
   * @param main what all of them run
   * @param arguments of that main class, by role
   * @param folder of their logs
   */
  record Launch(
      Class<?> main,
      Function<String, List<String>> arguments,
      Map<String, String> environment,
      Path folder,
      ApiKeySecret key) {}

  /**
   * Starts it.
   *
   * @param role {@code api} or {@code worker}
   * @param number of the role's processes, from 0
   */
  TocsinProcess(String role, int number, Launch launch) {
    this.role = role;
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.put("TOCSIN_PORT", Integer.toString(port));
    environment.put("TOCSIN_ADMIN_PORT", Integer.toString(adminPort));
    // Of several APIs the first alone works on what it accepts: the workers share the rest.
    environment.put("TOCSIN_EAGER", Boolean.toString(number == 0));
    this.log = launch.folder().resolve(role + (number == 0 ? "" : "-" + (number + 1)) + ".log");
    this.client = new ApiClient("http://127.0.0.1:" + port, launch.key().text());
    this.jvm = new ChildJvm(launch.main(), launch.arguments().apply(role), environment, log);
  }

  ChildJvm jvm() {
    return jvm;
  }

  /** Of an API. */
  ApiClient client() {
    return client;
  }

  Path log() {
    return log;
  }

  String metrics() {
    return client.text("http://127.0.0.1:" + adminPort + "/metrics");
  }

  /** How many subscriptions it knows to be in force; none where it does not match. */
  OptionalDouble subscriptions() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("tocsin_subscriptions "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst();
  }

  /** Until it answers. */
  void awaitReady() {
    await(this + " to answer. Its log is " + log)
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .failFast(this + " has ended. Its log is " + log, () -> !jvm.isAlive())
        .until(this::answers);
  }

  private boolean answers() {
    return role.equals("api") ? client.get("/subscriptions").status() == 200 : !metrics().isEmpty();
  }

  @Override
  public void close() {
    jvm.close();
  }

  @Override
  public String toString() {
    return jvm.toString();
  }
}
