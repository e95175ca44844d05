package dev.tocsin.api.process;

import dev.tocsin.worker.process.ProcessApplication;
import io.dropwizard.core.setup.Environment;
import java.util.Map;

/**
 * The API as a Dropwizard application. Stops in this order: no new connections, the requests under
 * way, the door, the lanes, then what {@link ApiParts.Source} opened.
 */
public final class ApiApplication extends ProcessApplication<ApiConfiguration> {
  /** The configuration that comes with the program. */
  public static final String DEFAULT_CONFIG = "tocsin-api.yml";

  private final ApiParts.Source source;

  /**
   * @param variables what the configuration's {@code ${NAME:-default}} are filled from
   */
  public ApiApplication(Map<String, String> variables, ApiParts.Source source) {
    super(variables);
    this.source = source;
  }

  @Override
  public String getName() {
    return "tocsin-api";
  }

  @Override
  public void run(ApiConfiguration configuration, Environment environment) {
    ApiParts parts = source.open(configuration, environment);
    DoorWiring door = new DoorWiring(parts, configuration.intake());
    environment.lifecycle().manage(door);
    HttpWiring.register(environment, configuration, parts);
    ResourceWiring.register(environment, parts, door, configuration.secrets());
    CodecWiring.register(environment.jersey(), configuration.history(), parts);
  }
}
