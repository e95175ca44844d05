package dev.tocsin.standalone.local;

import static java.util.Map.entry;

import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The command line of a dev server.
 *
 * @param uiPort empty for no UI
 */
record DevServerCommand(
    Path binary, Path database, int port, OptionalInt uiPort, String namespace) {

  /**
   * The server's limits are those of a shared cluster: 2,400 requests/s for each frontend, 10 list
   * requests/s. On a machine of one's own they would only make load look like a failure. Fairness
   * between tenants is off unless asked for. Priority and fairness hold within a partition of a
   * task queue, and partitions are handed out by chance: one machine needs one.
   */
  private static final Map<String, String> DYNAMIC_CONFIG =
      new TreeMap<>(
          Map.ofEntries(
              entry("matching.enableFairness", "true"),
              entry("matching.numTaskqueueReadPartitions", "1"),
              entry("matching.numTaskqueueWritePartitions", "1"),
              entry("frontend.rps", "100000"),
              entry("frontend.namespaceRPS", "100000"),
              entry("frontend.namespaceRPS.visibility", "1000"),
              entry("frontend.persistenceMaxQPS", "100000"),
              entry("history.rps", "100000"),
              entry("history.persistenceMaxQPS", "100000"),
              entry("matching.rps", "100000"),
              entry("matching.persistenceMaxQPS", "100000")));

  List<String> line() {
    List<String> line = new ArrayList<>();
    Collections.addAll(line, binary.toString(), "server", "start-dev");
    Collections.addAll(line, "--db-filename", database.toString());
    Collections.addAll(line, "--ip", "127.0.0.1", "--port", Integer.toString(port));
    if (uiPort.isPresent()) {
      Collections.addAll(line, "--ui-port", Integer.toString(uiPort.getAsInt()));
    } else {
      line.add("--headless");
    }
    Collections.addAll(line, "--namespace", namespace, "--log-level", "warn");
    // FULL: a commit is on the disk when it is answered, also through a power cut.
    Collections.addAll(line, "--sqlite-pragma", "journal_mode=wal");
    Collections.addAll(line, "--sqlite-pragma", "synchronous=full");
    TocsinSearchAttributes.registrations()
        .forEach((name, type) -> Collections.addAll(line, "--search-attribute", flag(name, type)));
    DYNAMIC_CONFIG.forEach(
        (key, value) -> Collections.addAll(line, "--dynamic-config-value", key + "=" + value));
    return line;
  }

  /** Whether these are the arguments of a dev server on that database. */
  static boolean isOn(Path database, List<String> arguments) {
    int file = arguments.indexOf("--db-filename") + 1;
    return arguments.contains("start-dev")
        && file > 0
        && file < arguments.size()
        && arguments.get(file).equals(database.toString());
  }

  private static String flag(String name, IndexedValueType type) {
    return name
        + "="
        + switch (type) {
          case INDEXED_VALUE_TYPE_TEXT -> "Text";
          case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
          case INDEXED_VALUE_TYPE_INT -> "Int";
          case INDEXED_VALUE_TYPE_DOUBLE -> "Double";
          case INDEXED_VALUE_TYPE_BOOL -> "Bool";
          case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
          case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
          case INDEXED_VALUE_TYPE_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException(name + " has no type");
        };
  }
}
