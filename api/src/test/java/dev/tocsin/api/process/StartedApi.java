package dev.tocsin.api.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.api.inbound.SnsSource;
import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The API over HTTP on a free port, on a database and a Temporal that the test brings. */
public final class StartedApi implements AutoCloseable {
  public static final ObjectMapper JSON = new ObjectMapper();

  private final Database database;
  private final DropwizardTestSupport<ApiConfiguration> process;
  private final HttpClient http = HttpClient.newHttpClient();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Requests that nothing before Jersey has answered. */
  public final AtomicInteger throughJersey = new AtomicInteger();

  public StartedApi(DatabaseConfig databaseConfig, WorkflowClient temporal) throws Exception {
    this(databaseConfig, temporal, Clock.systemUTC());
  }

  public StartedApi(DatabaseConfig databaseConfig, WorkflowClient temporal, Clock clock)
      throws Exception {
    this(databaseConfig, temporal, clock, Map.of());
  }

  /**
   * @param variables what the configuration's {@code ${NAME:-default}} are filled from
   */
  public StartedApi(
      DatabaseConfig databaseConfig,
      WorkflowClient temporal,
      Clock clock,
      Map<String, String> variables)
      throws Exception {
    this(
        databaseConfig,
        temporal,
        clock,
        variables,
        SnsSource.standard(new TargetGuard(PrivateTargets.DENY)));
  }

  /**
   * @param sns where certificates of Amazon SNS come from
   */
  public StartedApi(
      DatabaseConfig databaseConfig,
      WorkflowClient temporal,
      Clock clock,
      Map<String, String> variables,
      SnsSource sns)
      throws Exception {
    this.database = Database.open(databaseConfig);
    ApiParts parts = new ApiParts(database, temporal, meters, BorderFakes.channels(), clock, sns);
    this.process =
        new DropwizardTestSupport<>(
            ApiApplication.class,
            "tocsin-api.yml",
            ConfigOverride.config("server.applicationConnectors[0].port", "0"),
            ConfigOverride.config("server.adminConnectors[0].port", "0"),
            ConfigOverride.config("logging.level", "WARN")) {
          @Override
          public Application<ApiConfiguration> newApplication() {
            Map<String, String> all = new HashMap<>(variables);
            all.put("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS);
            return new ApiApplication(all, (configuration, environment) -> parts);
          }
        };
    process.addListener(
        new DropwizardTestSupport.ServiceListener<>() {
          @Override
          public void onRun(
              ApiConfiguration configuration,
              Environment environment,
              DropwizardTestSupport<ApiConfiguration> started) {
            ContainerRequestFilter counting = request -> throughJersey.incrementAndGet();
            environment.jersey().register(counting);
          }
        });
    process.before();
  }

  /** Temporal's in-memory server with Tocsin's search attributes. */
  public static TestWorkflowEnvironment temporal() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    TocsinSearchAttributes.registrations().forEach(options::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(options.setUseTimeskipping(false).build());
  }

  public static ApiKeySecret key(Database database, String tenant) {
    return key(database, NewApiKey.admin(tenant, "test"));
  }

  public static ApiKeySecret key(Database database, NewApiKey draft) {
    ApiKeySecret key = ApiKeySecret.create();
    new ApiKeyDao(database).create(key, draft, Instant.now());
    return key;
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + process.getLocalPort() + path);
  }

  public int port() {
    return process.getLocalPort();
  }

  /** One answer, its body as JSON where it has one. */
  public record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> raw = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(raw.statusCode(), JSON.readTree(raw.body()), raw);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  public HttpRequest.Builder request(ApiKeySecret key, String path) {
    return HttpRequest.newBuilder(uri(path)).header("x-api-key", key.text());
  }

  public Answer get(ApiKeySecret key, String path) {
    return send(request(key, path).GET().build());
  }

  public Answer post(ApiKeySecret key, String path, String body) {
    return send(request(key, path).POST(BodyPublishers.ofString(body)).build());
  }

  public Answer method(ApiKeySecret key, String method, String path, String body) {
    return send(request(key, path).method(method, BodyPublishers.ofString(body)).build());
  }

  @Override
  public void close() {
    process.after();
    database.close();
  }
}
