package dev.tocsin.standalone.local;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Temporal to work with: a dev server with a database file, one that runs already, or the test
 * server in this process. It answers, and knows Tocsin's search attributes, once {@link #start}
 * returns. Close it last, after workers and service stubs: the SDK otherwise retries for minutes.
 */
public sealed interface LocalTemporal extends AutoCloseable
    permits RunningTemporal, DevServer, MemoryServer {

  /**
   * Finds a Temporal and starts it where needed, on {@code TEMPORAL_PORT} (7233), with its UI on
   * {@code TEMPORAL_UI_PORT} (8233; {@code off} for none), in {@code TEMPORAL_NAMESPACE} ({@code
   * default}). A server that an earlier, killed Tocsin of the same home left is stopped first.
   *
   * @param say takes the line that says which Temporal it is, and one before anything that lasts
   * @throws LocalServerException when there is none to be had, or it does not start
   */
  static LocalTemporal start(
      Map<String, String> environment, TocsinHome home, Consumer<String> say) {
    return start(TemporalFinder.of(environment, say).find(), environment, home, say);
  }

  /** As above, with what was found. */
  static LocalTemporal start(
      FoundTemporal found, Map<String, String> environment, TocsinHome home, Consumer<String> say) {
    String wanted = environment.getOrDefault("TEMPORAL_NAMESPACE", "").trim();
    String namespace = wanted.isEmpty() ? "default" : wanted;
    LocalTemporal temporal;
    if (found instanceof FoundTemporal.Running running) {
      temporal = RunningTemporal.at(running.address(), namespace);
    } else if (found instanceof FoundTemporal.Tool tool) {
      temporal = DevServer.start(tool, environment, home, namespace);
    } else {
      FoundTemporal.Memory memory = (FoundTemporal.Memory) found;
      temporal = MemoryServer.start(Ports.TEMPORAL.claim(environment), namespace, memory.reasons());
    }
    say.accept(temporal.describe());
    return temporal;
  }

  /** Host and port of its gRPC service, as Temporal's clients take it. */
  String address();

  /** The namespace to work in. */
  String namespace();

  /** Where its UI is, without a slash at the end; empty where there is none, or none is known. */
  Optional<String> uiUrl();

  /** What was taken and from where, in a line; in several when something important is missing. */
  String describe();

  /** Whether workflows outlive the server's process. */
  boolean durable();

  /** Whether workflows can be listed and searched for. */
  boolean hasVisibility();

  /**
   * {@code kill -9} of the server, for crash tests.
   *
   * @throws UnsupportedOperationException unless it is a dev server
   */
  default void kill() {
    throw new UnsupportedOperationException("not ours to kill: " + describe());
  }

  /**
   * Starts a killed server again, on the same ports and with the same database.
   *
   * @throws UnsupportedOperationException unless it is a dev server
   */
  default void restart() {
    throw new UnsupportedOperationException("not ours to restart: " + describe());
  }

  /** Stops what {@link #start} started, in order; a server that ran before runs on. */
  @Override
  void close();
}
