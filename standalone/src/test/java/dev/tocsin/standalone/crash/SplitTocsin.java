package dev.tocsin.standalone.crash;

import dev.tocsin.standalone.crash.TocsinProcess.Launch;
import dev.tocsin.standalone.local.LocalPostgres;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.LocalTemporal;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tocsin as in production: APIs and workers each a process of its own, one of each unless more are
 * asked for, beside a real Temporal and a real PostgreSQL; every one of them can be killed and
 * started again. Closing it ends them all.
 */
final class SplitTocsin implements AutoCloseable {
  private final Path folder;
  private final LocalServers servers;
  private final Database database;
  private final List<TocsinProcess> apis = new ArrayList<>();
  private final List<TocsinProcess> workers = new ArrayList<>();

  private SplitTocsin(
      Path folder,
      LocalServers servers,
      int ofEach,
      int circuitFailures,
      Class<?> main,
      Function<String, List<String>> arguments) {
    this.folder = folder;
    this.servers = servers;
    this.database = Database.open(databaseConfig(servers.postgres()));
    try {
      database.migrate();
      ApiKeySecret key = ApiKeySecret.create();
      new ApiKeyDao(database).store(key, "default", "test", Instant.now());
      Launch launch =
          new Launch(main, arguments, environment(servers, circuitFailures), folder, key);
      for (int number = 0; number < ofEach; number++) {
        apis.add(new TocsinProcess("api", number, launch));
        workers.add(new TocsinProcess("worker", number, launch));
      }
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  /**
   * Starts everything and waits until API and worker answer.
   *
   * @param name of the folder under {@code target/crash} that holds all data and logs; emptied
   * @param circuitFailures in a row that open a target's circuit
   * @param main what both processes run
   * @param arguments of that main class, by role: {@code api} or {@code worker}
   */
  static SplitTocsin start(
      String name, int circuitFailures, Class<?> main, Function<String, List<String>> arguments) {
    return start(name, 1, circuitFailures, main, arguments);
  }

  /**
   * As above, with several processes of each role.
   *
   * @param ofEach how many
   */
  static SplitTocsin start(
      String name,
      int ofEach,
      int circuitFailures,
      Class<?> main,
      Function<String, List<String>> arguments) {
    Path folder = emptied(Path.of("target", "crash", name).toAbsolutePath());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TOCSIN_HOME", folder.resolve("home").toString());
    environment.put("TEMPORAL_PORT", "0");
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.put("TOCSIN_TEMPORAL", "cli");
    LocalServers servers = LocalServers.start(environment, System.out::println);
    SplitTocsin tocsin;
    try {
      tocsin = new SplitTocsin(folder, servers, ofEach, circuitFailures, main, arguments);
    } catch (RuntimeException failed) {
      servers.close();
      throw failed;
    }
    try {
      tocsin.processes().forEach(TocsinProcess::awaitReady);
      return tocsin;
    } catch (RuntimeException failed) {
      tocsin.close();
      throw failed;
    }
  }

  ChildJvm api() {
    return apis.get(0).jvm();
  }

  ChildJvm worker() {
    return workers.get(0).jvm();
  }

  /** All of them, the APIs first. */
  List<TocsinProcess> processes() {
    return Stream.concat(apis.stream(), workers.stream()).toList();
  }

  LocalTemporal temporal() {
    return servers.temporal();
  }

  LocalPostgres postgres() {
    return servers.postgres();
  }

  ApiClient client() {
    return apis.get(0).client();
  }

  /** Talks to the API of that number. */
  ApiClient client(int number) {
    return apis.get(number).client();
  }

  /** What the rows say, past the API. */
  Rows rows() {
    return new Rows(database);
  }

  /** Where to look after a failure. */
  String whereLogsAre() {
    return "The logs are in " + folder + " (api.log, worker.log, home/logs)";
  }

  /** What the first process of a role has logged so far, over all its starts. */
  Stream<String> log(String role) {
    try {
      return Files.readAllLines((role.equals("api") ? apis : workers).get(0).log()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String workerMetrics() {
    return workers.get(0).metrics();
  }

  void awaitApi() {
    apis.get(0).awaitReady();
  }

  void awaitWorker() {
    workers.get(0).awaitReady();
  }

  @Override
  public void close() {
    try (servers;
        database) {
      // The processes end first, and the servers that they need last, whichever of them fails.
      processes().forEach(TocsinProcess::close);
    }
  }

  private static Map<String, String> environment(LocalServers servers, int circuitFailures) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", servers.postgres().jdbcUrl());
    environment.put("DATABASE_USER", servers.postgres().user());
    environment.put("DATABASE_PASSWORD", servers.postgres().password());
    environment.put("TEMPORAL_ADDRESS", servers.temporal().address());
    environment.put("TEMPORAL_NAMESPACE", servers.temporal().namespace());
    environment.put("TOCSIN_BIND_HOST", "127.0.0.1");
    environment.put("TOCSIN_PRIVATE_TARGETS", "allow");
    environment.put("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS);
    // A target that is down is to be noticed and found well again while the test watches.
    environment.put("TOCSIN_CIRCUIT_FAILURES", Integer.toString(circuitFailures));
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
