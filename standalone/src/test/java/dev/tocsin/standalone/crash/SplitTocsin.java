package dev.tocsin.standalone.crash;

import static org.awaitility.Awaitility.await;

import dev.tocsin.standalone.local.LocalPostgres;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.LocalTemporal;
import dev.tocsin.standalone.local.Ports;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tocsin as in production: API and worker each a process of its own, beside a real Temporal and a
 * real PostgreSQL; every one of the four can be killed and started again. Closing it ends them all.
 */
final class SplitTocsin implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path folder;
  private final LocalServers servers;
  private final Database database;
  private final ChildJvm api;
  private final ChildJvm worker;
  private final ApiClient client;
  private final int workerAdminPort;

  private SplitTocsin(
      Path folder, LocalServers servers, Class<?> main, Function<String, List<String>> arguments) {
    this.folder = folder;
    this.servers = servers;
    this.database = Database.open(databaseConfig(servers.postgres()));
    try {
      database.migrate();
      ApiKeySecret key = ApiKeySecret.create();
      new ApiKeyDao(database).store(key, "default", "test", Instant.now());
      Map<String, String> environment = environment(servers);
      int port = Ports.free();
      this.client = new ApiClient("http://127.0.0.1:" + port, key.text());
      environment.put("TOCSIN_PORT", Integer.toString(port));
      environment.put("TOCSIN_ADMIN_PORT", Integer.toString(Ports.free()));
      this.api = new ChildJvm(main, arguments.apply("api"), environment, logFile("api"));
      this.workerAdminPort = Ports.free();
      environment.put("TOCSIN_ADMIN_PORT", Integer.toString(workerAdminPort));
      this.worker = new ChildJvm(main, arguments.apply("worker"), environment, logFile("worker"));
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  /**
   * Starts everything and waits until API and worker answer.
   *
   * @param name of the folder under {@code target/crash} that holds all data and logs; emptied
   * @param main what both processes run
   * @param arguments of that main class, by role: {@code api} or {@code worker}
   */
  static SplitTocsin start(String name, Class<?> main, Function<String, List<String>> arguments) {
    Path folder = emptied(Path.of("target", "crash", name).toAbsolutePath());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TOCSIN_HOME", folder.resolve("home").toString());
    environment.put("TEMPORAL_PORT", "0");
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.put("TOCSIN_TEMPORAL", "cli");
    LocalServers servers = LocalServers.start(environment, System.out::println);
    SplitTocsin tocsin;
    try {
      tocsin = new SplitTocsin(folder, servers, main, arguments);
    } catch (RuntimeException failed) {
      servers.close();
      throw failed;
    }
    try {
      tocsin.awaitApi();
      tocsin.awaitWorker();
      return tocsin;
    } catch (RuntimeException failed) {
      tocsin.close();
      throw failed;
    }
  }

  ChildJvm api() {
    return api;
  }

  ChildJvm worker() {
    return worker;
  }

  LocalTemporal temporal() {
    return servers.temporal();
  }

  LocalPostgres postgres() {
    return servers.postgres();
  }

  ApiClient client() {
    return client;
  }

  /** What the rows say, past the API. */
  Rows rows() {
    return new Rows(database);
  }

  /** Where to look after a failure. */
  String whereLogsAre() {
    return "The logs are in " + folder + " (api.log, worker.log, home/logs)";
  }

  /** What a role has logged so far, over all its processes. */
  Stream<String> log(String role) {
    try {
      return Files.readAllLines(logFile(role)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String workerMetrics() {
    return client.text("http://127.0.0.1:" + workerAdminPort + "/metrics");
  }

  void awaitApi() {
    await("the API to answer. " + whereLogsAre())
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .failFast("the API has ended. " + whereLogsAre(), () -> !api.isAlive())
        .until(() -> client.get("/subscriptions").status() == 200);
  }

  void awaitWorker() {
    await("the worker to answer. " + whereLogsAre())
        .atMost(START_LIMIT)
        .ignoreExceptions()
        .failFast("the worker has ended. " + whereLogsAre(), () -> !worker.isAlive())
        .until(() -> !workerMetrics().isEmpty());
  }

  @Override
  public void close() {
    try (servers;
        database;
        api;
        worker) {
      // The processes end first, and the servers that they need last, whichever of them fails.
    }
  }

  private Path logFile(String role) {
    return folder.resolve(role + ".log");
  }

  private static Map<String, String> environment(LocalServers servers) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", servers.postgres().jdbcUrl());
    environment.put("DATABASE_USER", servers.postgres().user());
    environment.put("DATABASE_PASSWORD", servers.postgres().password());
    environment.put("TEMPORAL_ADDRESS", servers.temporal().address());
    environment.put("TEMPORAL_NAMESPACE", servers.temporal().namespace());
    environment.put("TOCSIN_BIND_HOST", "127.0.0.1");
    environment.put("TOCSIN_PRIVATE_TARGETS", "allow");
    environment.put("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS);
    // A target that was down is to be found well again while the test watches.
    environment.put("TOCSIN_CIRCUIT_FIRST_PROBE_SECONDS", "1");
    environment.put("TOCSIN_CIRCUIT_LONGEST_PROBE_SECONDS", "2");
    // No mail is sent here, and nobody is to be asked for an AWS region.
    environment.put("TOCSIN_OUTBOX", servers.home().folder().resolve("outbox").toString());
    return environment;
  }

  static DatabaseConfig databaseConfig(LocalPostgres postgres) {
    return new DatabaseConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 4);
  }

  private static Path emptied(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (var all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
