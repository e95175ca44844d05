package dev.tocsin.worker.config;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
    return new SubstitutingSourceProvider(path -> open(path, files, resources), substitutor);
  }

  private static InputStream open(
      String path, ConfigurationSourceProvider files, ConfigurationSourceProvider resources)
      throws IOException {
    if (Files.exists(Path.of(path))) {
      return files.open(path);
    }
    InputStream resource = resources.open(path);
    if (resource == null) {
      throw new FileNotFoundException("no configuration file " + path);
    }
    return resource;
  }
}
