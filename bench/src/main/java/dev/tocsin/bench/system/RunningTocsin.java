package dev.tocsin.bench.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Tocsin (API and worker) in a process of its own, with a Temporal and a PostgreSQL of its own,
 * on state that is gone when it is closed.
 */
public final class RunningTocsin implements AutoCloseable {
  /** Ends on its own what no longer fits: a heap that grows is seen as a process that died. */
  public static final int HEAP_MIB = 768;

  private static final String SECRETS_KEY = "secrets-key";
  private static final Path LOG = Path.of("bench", "target", "measured.log");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final ChildProcess process;
  private final CpuMeter cpu;
  private final SystemAddress address;
  private final TocsinClient client;
  private final Rows rows;
  private final Workflows workflows;

  private RunningTocsin(Path home, ChildProcess process, SystemAddress address) {
    this.home = home;
    this.process = process;
    this.cpu = new CpuMeter(process.handle());
    this.address = address;
    this.client = TocsinClient.builder().url(address.url()).apiKey(address.key()).build();
    this.rows = new Rows(address);
    this.workflows = new Workflows(address);
  }

  /**
   * Starts it on free ports, and returns when it can be used.
   *
   * @param name of the measurement, for the file of its profile
   */
  public static RunningTocsin start(String name, Conditions conditions, Progress progress)
      throws InterruptedException {
    return start(name, BenchHome.FOLDER, LOG, Map.of(), conditions, progress);
  }

  /**
   * One more beside the first, with servers of its own.
   *
   * @param settings that it has beside those of the first, as environment variables
   */
  public static RunningTocsin startBeside(
      String name, Map<String, String> settings, Conditions conditions, Progress progress)
      throws InterruptedException {
    return start(
        name,
        BenchHome.FOLDER.resolveSibling("home-" + name),
        LOG.resolveSibling(name + ".log"),
        settings,
        conditions,
        progress);
  }

  private static RunningTocsin start(
      String name,
      Path home,
      Path log,
      Map<String, String> settings,
      Conditions conditions,
      Progress progress)
      throws InterruptedException {
    progress.say("starting PostgreSQL, Temporal, API and worker");
    try {
      Files.createDirectories(home);
      Files.createDirectories(Benchmark.RESULTS);
    } catch (IOException e) {
      throw new BenchException("Cannot make a folder: " + e.getMessage(), e);
    }
    Map<String, String> environment = BenchHome.environment(home);
    environment.putAll(settings);
    ChildProcess process =
        ChildProcess.start(ServedTocsin.class, options(name, conditions), environment, log);
    try {
      return new RunningTocsin(
          home, process, JSON.readValue(process.answer(START_LIMIT), SystemAddress.class));
    } catch (JsonProcessingException | InterruptedException | RuntimeException failed) {
      process.close();
      BenchHome.delete(home);
      if (failed instanceof InterruptedException stopped) {
        throw stopped;
      }
      throw new BenchException("Tocsin does not start; its log is " + log, failed);
    }
  }

  public String url() {
    return address.url();
  }

  public String key() {
    return address.key();
  }

  public TocsinClient client() {
    return client;
  }

  /** What its database holds. */
  public Rows rows() {
    return rows;
  }

  /** What its Temporal holds. */
  public Workflows workflows() {
    return workflows;
  }

  /** As Temporal's clients take it. */
  public String temporalAddress() {
    return address.temporal();
  }

  public String temporalNamespace() {
    return address.namespace();
  }

  /** What another process needs for using its servers, as environment variables. */
  public Map<String, String> servers() {
    return Map.of(
        "DATABASE_URL", address.jdbcUrl(),
        "DATABASE_USER", address.user(),
        "DATABASE_PASSWORD", address.password(),
        "TEMPORAL_ADDRESS", address.temporal(),
        "TEMPORAL_NAMESPACE", address.namespace());
  }

  /** Connections of one's own to its database, to be closed before it. */
  public Database openDatabase(int connections) {
    return Database.open(
        new DatabaseConfig(address.jdbcUrl(), address.user(), address.password(), connections));
  }

  /** What it seals its subscriptions' secrets with. */
  public SecretCipher secrets() {
    try {
      return new SecretCipher(
          SecretKeys.parse(Files.readString(BenchHome.FOLDER.resolve(SECRETS_KEY)).strip()));
    } catch (IOException e) {
      throw new BenchException("Cannot read the secrets' key: " + e.getMessage(), e);
    }
  }

  /** A new key for everything in a tenant. */
  public String newKey(String tenant) {
    ApiKeySecret secret = ApiKeySecret.create();
    try (Database database = openDatabase(1)) {
      new ApiKeyDao(database).create(secret, NewApiKey.admin(tenant, "bench"), Instant.now());
    }
    return secret.text();
  }

  /** What its processes have used up to now. */
  public Cpu cpu() {
    return cpu.read();
  }

  /**
   * The bytes of its heap that are in use after a collection: the least of three, as what is still
   * being done makes new garbage before it is counted.
   */
  public long heapAfterGc() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int collection = 1; collection <= 3; collection++) {
      least = Math.min(least, Long.parseLong(process.ask(Orders.HEAP, ANSWER_LIMIT)));
    }
    return least;
  }

  /** Its live threads. */
  public long threads() throws InterruptedException {
    return Long.parseLong(process.ask(Orders.THREADS, ANSWER_LIMIT));
  }

  /** The bytes of the files that its Temporal keeps. */
  public long temporalBytes() {
    try (var files = Files.walk(BenchHome.FOLDER.resolve("temporal"))) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new BenchException("Cannot look at Temporal's files: " + e.getMessage(), e);
    }
  }

  /** Of what is measured. */
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tocsin", System.getProperty("tocsin.commit", "unknown"));
    versions.put("temporal", workflows.serverVersion());
    versions.put("postgresql", rows.serverVersion());
    return versions;
  }

  @Override
  public void close() {
    client.close();
    workflows.close();
    rows.close();
    process.close();
    BenchHome.delete(home);
  }

  private static List<String> options(String name, Conditions conditions) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-XX:+ExitOnOutOfMemoryError"));
    if (conditions.profile()) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
              + Benchmark.RESULTS.resolve(name + ".jfr"));
    }
    return options;
  }
}
