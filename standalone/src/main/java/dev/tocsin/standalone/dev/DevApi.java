package dev.tocsin.standalone.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The API of a {@code ./tocsin dev} that runs in this folder, for commands that talk to it. Looking
 * for it makes no files and loads nothing of the servers, so that these commands start quickly.
 *
 * @param url where it is
 * @param key its API key
 */
public record DevApi(String url, String key) {

  /** Empty where none runs in the home that the environment names. */
  public static Optional<DevApi> find(Map<String, String> environment) {
    String home = environment.getOrDefault("TOCSIN_HOME", "");
    Path folder = Path.of(home.isBlank() ? ".tocsin" : home);
    try {
      String port = DevConnection.read(folder).getOrDefault("TOCSIN_PORT", "");
      String key = Files.readString(folder.resolve(DevKey.FILE)).strip();
      return port.isEmpty() || key.isEmpty()
          ? Optional.empty()
          : Optional.of(new DevApi("http://localhost:" + port, key));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "DevApi[" + url + "]";
  }
}
