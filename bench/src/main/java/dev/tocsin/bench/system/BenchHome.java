package dev.tocsin.bench.system;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the state of what is measured lies, on the disk that holds the checkout. */
final class BenchHome {
  static final Path FOLDER = Path.of("bench", "target", "home");

  private BenchHome() {}

  /** This process's environment, for servers of its own on free ports, whatever else runs here. */
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeAll(List.of("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"));
    environment.keySet().removeAll(List.of("DATABASE_URL", "SES_ENDPOINT"));
    environment.put("TOCSIN_HOME", FOLDER.toString());
    environment.put("TOCSIN_TEMPORAL", "cli"); // the one in memory is no measure of anything
    for (String port :
        List.of("TOCSIN_PORT", "TOCSIN_ADMIN_PORT", "TEMPORAL_PORT", "TOCSIN_PG_PORT")) {
      environment.put(port, "0");
    }
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.put("TOCSIN_PRIVATE_TARGETS", "allow");
    return environment;
  }

  static void delete() {
    try {
      MoreFiles.deleteRecursively(FOLDER, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException left) {
      // The next measurement begins by deleting it.
    }
  }
}
