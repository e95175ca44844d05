package dev.tocsin.standalone.dev;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.standalone.local.TocsinHome;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How other commands reach the servers of a {@code ./tocsin dev} that runs: a file in its home with
 * the settings that it found, readable by its owner only.
 */
public final class DevConnection {
  private static final String FILE = "connection.properties";

  private DevConnection() {}

  static void write(TocsinHome home, Map<String, String> settings) {
    Path file = file(home);
    Properties properties = new Properties();
    properties.putAll(settings);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Writer out = Files.newBufferedWriter(file)) {
        properties.store(out, "How to reach the servers of the ./tocsin dev that runs");
      }
    } catch (IOException e) {
      throw new LocalServerException("Cannot write " + file + ": " + e, e);
    }
  }

  static void delete(TocsinHome home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException ignored) {
      // The next start writes it anew.
    }
  }

  /**
   * The environment, with the settings of the {@code dev} that runs in this home where {@code
   * DATABASE_URL} is not set.
   *
   * @throws LocalServerException where neither is there
   */
  public static Map<String, String> over(Map<String, String> environment) {
    if (!environment.getOrDefault("DATABASE_URL", "").isBlank()) {
      return environment;
    }
    Map<String, String> all = new HashMap<>(environment);
    try {
      all.putAll(read(TocsinHome.of(environment).folder()));
    } catch (IOException absent) {
      throw new LocalServerException(
          "No ./tocsin dev runs here; start it, or set DATABASE_URL and TEMPORAL_ADDRESS.", absent);
    }
    return all;
  }

  /**
   * The settings alone.
   *
   * @throws IOException where no {@code dev} runs in this home
   */
  static Map<String, String> read(Path home) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(home.resolve(FILE))) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((name, value) -> settings.put((String) name, (String) value));
    return settings;
  }

  private static Path file(TocsinHome home) {
    return home.folder().resolve(FILE);
  }
}
