package dev.tocsin.api.process;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration from a file of that name, or else from the one that is shipped. */
final class FileOrResource implements ConfigurationSourceProvider {
  @Override
  public InputStream open(String path) throws IOException {
    return Files.isRegularFile(Path.of(path))
        ? new FileConfigurationSourceProvider().open(path)
        : new ResourceConfigurationSourceProvider().open(path);
  }
}
