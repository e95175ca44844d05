package dev.tocsin.standalone.dev;

import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.api.process.ApiApplication;
import dev.tocsin.api.process.ApiProcess;
import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.Ports;
import dev.tocsin.standalone.local.TocsinHome;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.process.WorkerProcess;
import io.dropwizard.lifecycle.Managed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;

/**
 * Everything of Tocsin on this machine: the servers, and the API and the worker in this process.
 */
public final class LocalTocsin implements AutoCloseable {
  private static final String CONFIG = "tocsin-dev.yml";

  private final LocalServers servers;
  private final Server server;
  private final Map<String, String> settings;
  private final ApiKeySecret key;

  private LocalTocsin(
      LocalServers servers, Server server, Map<String, String> settings, ApiKeySecret key) {
    this.servers = servers;
    this.server = server;
    this.settings = settings;
    this.key = key;
  }

  /**
   * Starts all of it, or nothing.
   *
   * @param say takes a line for each step that lasts
   */
  public static LocalTocsin start(Map<String, String> environment, Consumer<String> say) {
    int port = Ports.API.claim(environment);
    int adminPort = Ports.ADMIN.claim(environment);
    LocalServers servers = LocalServers.start(environment, say);
    try {
      ApiKeySecret key = DevKey.of(servers.home());
      Map<String, String> settings = settings(environment, servers, key);
      settings.put("TOCSIN_PORT", Integer.toString(port));
      settings.put("TOCSIN_ADMIN_PORT", Integer.toString(adminPort));
      Server server = startProcess(settings);
      DevConnection.write(servers.home(), connection(settings));
      return new LocalTocsin(servers, server, settings, key);
    } catch (RuntimeException failed) {
      servers.close();
      throw failed;
    }
  }

  public String url() {
    return "http://localhost:" + settings.get("TOCSIN_PORT");
  }

  public String adminUrl() {
    return "http://localhost:" + settings.get("TOCSIN_ADMIN_PORT");
  }

  public ApiKeySecret key() {
    return key;
  }

  public LocalServers servers() {
    return servers;
  }

  /** Where mails are written to; empty where SES sends them. */
  public Optional<String> outbox() {
    return Optional.of(settings.getOrDefault("TOCSIN_OUTBOX", "")).filter(path -> !path.isEmpty());
  }

  /** The log file of API and worker. */
  public String log() {
    return settings.getOrDefault("TOCSIN_LOG_FILE", "");
  }

  /** The page of a workflow in Temporal's UI, where there is one. */
  public Optional<String> uiPage(String workflowId) {
    return servers
        .temporal()
        .uiUrl()
        .map(
            url ->
                url + "/namespaces/" + servers.temporal().namespace() + "/workflows/" + workflowId);
  }

  @Override
  public void close() {
    DevConnection.delete(servers.home());
    try {
      server.stop();
    } catch (Exception failed) {
      throw new LocalServerException("The API did not stop in order: " + failed, failed);
    } finally {
      servers.close();
    }
  }

  private static Server startProcess(Map<String, String> settings) {
    AtomicReference<Server> started = new AtomicReference<>();
    Metrics metrics = new Metrics();
    ApiProcess api = new ApiProcess(metrics, List.of());
    ApiApplication application =
        new ApiApplication(
            settings,
            (config, environment) -> {
              environment
                  .lifecycle()
                  .addServerLifecycleListener(
                      server -> {
                        // Whoever holds this object stops it, before the servers that it needs.
                        server.setStopAtShutdown(false);
                        started.set(server);
                      });
              var parts = api.open(config, environment);
              environment
                  .lifecycle()
                  .manage(
                      worker(
                          new WorkerProcess(
                              config,
                              StandardChannels.of(config.delivery().channels()),
                              metrics,
                              List.of())));
              return parts;
            });
    application.start(CONFIG);
    return Objects.requireNonNull(started.get(), "Started without a server");
  }

  private static Managed worker(WorkerProcess worker) {
    return new Managed() {
      @Override
      public void start() {
        worker.start();
      }

      @Override
      public void stop() {
        worker.close();
      }
    };
  }

  private static Map<String, String> settings(
      Map<String, String> environment, LocalServers servers, ApiKeySecret key) {
    Map<String, String> all = new HashMap<>(environment);
    TocsinHome home = servers.home();
    all.put("DATABASE_URL", servers.postgres().jdbcUrl());
    if (!servers.postgres().user().isEmpty()) {
      all.put("DATABASE_USER", servers.postgres().user());
      all.put("DATABASE_PASSWORD", servers.postgres().password());
    }
    all.put("TEMPORAL_ADDRESS", servers.temporal().address());
    all.put("TEMPORAL_NAMESPACE", servers.temporal().namespace());
    all.put("TOCSIN_BOOTSTRAP_KEY", key.text());
    if (all.getOrDefault("TOCSIN_SECRETS_KEYS", "").isBlank()) {
      all.put("TOCSIN_SECRETS_KEYS", DevSecretsKey.of(home));
    }
    all.putIfAbsent("TOCSIN_BIND_HOST", "127.0.0.1");
    all.putIfAbsent("TOCSIN_PRIVATE_TARGETS", "allow");
    all.put("TOCSIN_LOG_FILE", home.logs().resolve("tocsin.log").toString());
    boolean mailsGoOut =
        List.of("SES_ENDPOINT", "AWS_REGION", "AWS_PROFILE").stream()
            .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    if (!mailsGoOut) {
      all.putIfAbsent("TOCSIN_OUTBOX", home.folder().resolve("outbox").toString());
    }
    return all;
  }

  private static Map<String, String> connection(Map<String, String> settings) {
    Map<String, String> shared = new HashMap<>();
    for (String name :
        List.of(
            "DATABASE_URL",
            "DATABASE_USER",
            "DATABASE_PASSWORD",
            "TEMPORAL_ADDRESS",
            "TEMPORAL_NAMESPACE",
            "TOCSIN_HISTORY_KEYS",
            "TOCSIN_PORT")) {
      shared.put(name, settings.getOrDefault(name, ""));
    }
    return shared;
  }
}
