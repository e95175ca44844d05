package dev.tocsin.bench.system;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the state of what is measured lies, on the disk that holds the checkout. */
public final class BenchHome {
  /** Of the one measurement that runs. */
  public static final Path FOLDER = Path.of("bench", "target", "home");

  private BenchHome() {}

  /** This process's environment, for servers of its own on free ports, whatever else runs here. */
  static Map<String, String> environment() {
    return environment(FOLDER);
  }

  /** The same, with the servers' state in that folder. */
  public static Map<String, String> environment(Path folder) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeAll(List.of("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"));
    environment.keySet().removeAll(List.of("DATABASE_URL", "SES_ENDPOINT"));
    environment.put("TOCSIN_HOME", folder.toString());
    environment.put("TOCSIN_TEMPORAL", "cli"); // the one in memory is no measure of anything
    for (String port :
        List.of("TOCSIN_PORT", "TOCSIN_ADMIN_PORT", "TEMPORAL_PORT", "TOCSIN_PG_PORT")) {
      environment.put(port, "0");
    }
    environment.put("TEMPORAL_UI_PORT", "off");
    environment.put("TOCSIN_PRIVATE_TARGETS", "allow");
    return environment;
  }

  /** Deletes {@link #FOLDER}, once nothing runs in it. */
  public static void delete() {
    delete(FOLDER);
  }

  /** The same of a folder that was given to {@link #environment(Path)}. */
  static void delete(Path folder) {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException left) {
      // The next measurement begins by deleting it.
    }
  }
}
