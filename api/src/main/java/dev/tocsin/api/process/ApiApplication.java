package dev.tocsin.api.process;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;

/**
 * The API as a Dropwizard application. Stops in this order: no new connections, the requests under
 * way, the door, the lanes, then what {@link ApiParts.Source} opened.
 */
public final class ApiApplication extends Application<ApiConfiguration> {
  private final ApiParts.Source source;

  public ApiApplication(ApiParts.Source source) {
    this.source = source;
  }

  @Override
  public String getName() {
    return "tocsin-api";
  }

  @Override
  public void initialize(Bootstrap<ApiConfiguration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            new FileOrResource(), new EnvironmentVariableSubstitutor(false)));
  }

  @Override
  public void run(ApiConfiguration configuration, Environment environment) {
    ApiParts parts = source.open(configuration, environment);
    DoorWiring door = new DoorWiring(parts, configuration.intake());
    environment.lifecycle().manage(door);
    HttpWiring.register(environment, configuration, parts);
    ResourceWiring.register(environment.jersey(), parts, door);
  }
}
