package dev.tocsin.bench.system;

import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.standalone.local.LocalPostgres;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.LocalTemporal;
import dev.tocsin.standalone.local.Ports;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.secret.SecretKeys;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * API, worker, Temporal and PostgreSQL, each a process of its own that can be killed and started
 * again, on state that is gone when this is closed.
 */
public final class SplitTocsin implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final LocalServers servers;
  private final SystemAddress address;
  private final RoleProcess api;
  private final RoleProcess worker;
  private final TocsinClient client;

  private SplitTocsin(LocalServers servers, Map<String, String> environment) {
    ApiKeySecret key = ApiKeySecret.create();
    Map<String, String> settings = settings(servers, environment, key);
    this.servers = servers;
    this.api = new RoleProcess("api", settings);
    this.worker = new RoleProcess("worker", settings);
    LocalPostgres postgres = servers.postgres();
    LocalTemporal temporal = servers.temporal();
    this.address =
        new SystemAddress(
            "http://127.0.0.1:" + api.port(),
            key.text(),
            postgres.jdbcUrl(),
            postgres.user(),
            postgres.password(),
            temporal.address(),
            temporal.namespace());
    this.client = TocsinClient.builder().url(address.url()).apiKey(address.key()).build();
  }

  /** Starts all four on free ports, and returns when they can be used. */
  public static SplitTocsin start(Progress progress) throws Exception {
    progress.say("starting PostgreSQL, Temporal, API and worker");
    Map<String, String> environment = BenchHome.environment();
    if (Files.exists(TocsinHome.of(environment).folder().resolve("postgres"))) {
      LocalServers.deleteState(environment); // what a killed measurement left
    }
    SplitTocsin tocsin = new SplitTocsin(LocalServers.start(environment, x -> {}), environment);
    try {
      tocsin.api.start();
      tocsin.worker.start();
      if (!Wait.until(START_LIMIT, () -> tocsin.api.answers() && tocsin.worker.answers())) {
        throw new BenchException("Tocsin does not start; its logs are in " + RoleProcess.LOGS);
      }
      return tocsin;
    } catch (Exception failed) {
      tocsin.close();
      throw failed;
    }
  }

  public RoleProcess api() {
    return api;
  }

  public RoleProcess worker() {
    return worker;
  }

  public LocalTemporal temporal() {
    return servers.temporal();
  }

  public LocalPostgres postgres() {
    return servers.postgres();
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

  /** A look at its database, to be closed before that is killed. */
  public Rows openRows() {
    return new Rows(address);
  }

  /** Of what is measured. */
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tocsin", System.getProperty("tocsin.commit", "unknown"));
    try (Workflows workflows = new Workflows(address);
        Rows rows = openRows()) {
      versions.put("temporal", workflows.serverVersion());
      versions.put("postgresql", rows.serverVersion());
    }
    return versions;
  }

  @Override
  public void close() {
    client.close();
    try (servers) {
      // Both at once: each drains what it has under way.
      api.end();
      worker.end();
      api.close();
      worker.close();
    }
    BenchHome.delete();
  }

  private static Map<String, String> settings(
      LocalServers servers, Map<String, String> environment, ApiKeySecret key) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("DATABASE_URL", servers.postgres().jdbcUrl());
    all.put("DATABASE_USER", servers.postgres().user());
    all.put("DATABASE_PASSWORD", servers.postgres().password());
    all.put("TEMPORAL_ADDRESS", servers.temporal().address());
    all.put("TEMPORAL_NAMESPACE", servers.temporal().namespace());
    all.put("TOCSIN_BOOTSTRAP_KEY", key.text());
    all.put("TOCSIN_SECRETS_KEYS", SecretKeys.newKey("bench"));
    all.put("TOCSIN_BIND_HOST", "127.0.0.1");
    all.put("TOCSIN_OUTBOX", servers.home().folder().resolve("outbox").toString());
    all.put(Ports.API.variable(), "0");
    return all;
  }
}
