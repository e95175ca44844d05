package dev.tocsin.bench.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.client.TocsinClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

  private static final Path HOME = Path.of("bench", "target", "home");
  private static final Path LOG = Path.of("bench", "target", "measured.log");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildProcess process;
  private final SystemAddress address;
  private final TocsinClient client;
  private final Rows rows;
  private final Workflows workflows;

  private RunningTocsin(ChildProcess process, SystemAddress address) {
    this.process = process;
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
    progress.say("starting PostgreSQL, Temporal, API and worker");
    try {
      Files.createDirectories(HOME);
      Files.createDirectories(Benchmark.RESULTS);
    } catch (IOException e) {
      throw new BenchException("Cannot make a folder: " + e.getMessage(), e);
    }
    ChildProcess process =
        ChildProcess.start(ServedTocsin.class, options(name, conditions), environment(), LOG);
    try {
      return new RunningTocsin(
          process, JSON.readValue(process.answer(START_LIMIT), SystemAddress.class));
    } catch (JsonProcessingException | InterruptedException | RuntimeException failed) {
      process.close();
      if (failed instanceof InterruptedException stopped) {
        throw stopped;
      }
      throw new BenchException("Tocsin does not start; its log is " + LOG, failed);
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

  /** The bytes of its heap that are in use after a collection. */
  public long heapAfterGc() throws InterruptedException {
    return Long.parseLong(process.ask(ServedTocsin.HEAP, ANSWER_LIMIT));
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
    try {
      MoreFiles.deleteRecursively(HOME, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException left) {
      // The next measurement begins by deleting it.
    }
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

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    // Servers of its own, whatever else runs on this machine.
    environment.keySet().removeAll(List.of("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"));
    environment.keySet().removeAll(List.of("DATABASE_URL", "SES_ENDPOINT"));
    environment.put("TOCSIN_HOME", HOME.toString());
    environment.put("TOCSIN_TEMPORAL", "cli"); // the one in memory is no measure of anything
    for (String port :
        List.of("TOCSIN_PORT", "TOCSIN_ADMIN_PORT", "TEMPORAL_PORT", "TOCSIN_PG_PORT")) {
      environment.put(port, "0");
    }
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.put("TOCSIN_PRIVATE_TARGETS", "allow");
    return environment;
  }
}
