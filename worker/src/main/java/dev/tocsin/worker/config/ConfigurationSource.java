package dev.tocsin.worker.config;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;

/**
 * Reads YAML from a file or, where there is none of that name, from the class path, and puts
 * environment variables in place of {@code ${NAME:-default}}.
 */
public final class ConfigurationSource {
  private ConfigurationSource() {}

  /**
   * @param environment usually {@code System.getenv()}
   */
  public static ConfigurationSourceProvider of(Map<String, String> environment) {
    FileConfigurationSourceProvider files = new FileConfigurationSourceProvider();
    ResourceConfigurationSourceProvider resources = new ResourceConfigurationSourceProvider();
    StringSubstitutor substitutor = new StringSubstitutor(environment);
    substitutor.setEnableUndefinedVariableException(true);
    return new SubstitutingSourceProvider(
        path -> Files.exists(Path.of(path)) ? files.open(path) : resources.open(path), substitutor);
  }
}
