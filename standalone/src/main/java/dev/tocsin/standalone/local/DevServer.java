package dev.tocsin.standalone.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code temporal server start-dev} with a database file, as a process of its own. */
final class DevServer implements LocalTemporal {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  /** Tocsin's server asks nobody on the network whether there is a newer one. */
  private static final Map<String, String> VARIABLES =
      Map.of("TEMPORAL_VERSION_CHECK_DISABLED", "1");

  private final FoundTemporal.Tool tool;
  private final DevServerCommand command;
  private final Path log;
  private final StateLock lock;
  private ServerProcess process;

  private DevServer(FoundTemporal.Tool tool, DevServerCommand command, Path log, StateLock lock) {
    this.tool = tool;
    this.command = command;
    this.log = log;
    this.lock = lock;
    this.process = launch();
  }

  static DevServer start(
      FoundTemporal.Tool tool, Map<String, String> environment, TocsinHome home, String namespace) {
    Path database = home.temporal().resolve("temporal.db");
    StateLock lock = StateLock.of(home.temporal());
    try {
      stopOrphans(database);
      DevServerCommand command =
          new DevServerCommand(
              tool.binary(),
              database,
              Ports.TEMPORAL.claim(environment),
              uiPort(environment),
              namespace);
      return new DevServer(tool, command, home.logs().resolve("temporal.log"), lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OptionalInt uiPort(Map<String, String> environment) {
    return "off".equalsIgnoreCase(environment.get(Ports.TEMPORAL_UI.variable()))
        ? OptionalInt.empty()
        : OptionalInt.of(Ports.TEMPORAL_UI.claim(environment));
  }

  /** With the folder's lock held, a server on our database can only be a killed Tocsin's. */
  private static void stopOrphans(Path database) {
    for (ProcessHandle orphan :
        ServerProcess.find(arguments -> DevServerCommand.isOn(database, arguments))) {
      ServerProcess.stop(orphan, "TERM", STOP_GRACE);
    }
  }

  private ServerProcess launch() {
    ServerProcess started = ServerProcess.start(command.line(), VARIABLES, log);
    try (TemporalProbe probe = new TemporalProbe(address(), namespace())) {
      if (!Patience.until(READY_LIMIT, () -> probe.isReady() || !started.isAlive())
          || !started.isAlive()) {
        throw new LocalServerException(
            "Temporal does not start (%s). The end of %s:%n%s"
                .formatted(
                    started.isAlive() ? probe.lastProblem() : "it ended", log, started.logTail()));
      }
      probe.registerSearchAttributes();
      return started;
    } catch (RuntimeException e) {
      started.kill();
      throw e;
    }
  }

  @Override
  public String address() {
    return "127.0.0.1:" + command.port();
  }

  @Override
  public String namespace() {
    return command.namespace();
  }

  @Override
  public Optional<String> uiUrl() {
    return command.uiPort().isPresent()
        ? Optional.of("http://127.0.0.1:" + command.uiPort().getAsInt())
        : Optional.empty();
  }

  @Override
  public String describe() {
    return "Temporal: dev server at %s (%s), kept in %s"
        .formatted(address(), tool.origin(), command.database());
  }

  @Override
  public boolean durable() {
    return true;
  }

  @Override
  public boolean hasVisibility() {
    return true;
  }

  /** The server's process id, for tests. */
  synchronized long pid() {
    return process.pid();
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public synchronized void restart() {
    process.stop("TERM", STOP_GRACE);
    process = launch();
  }

  @Override
  public synchronized void close() {
    process.stop("TERM", STOP_GRACE);
    lock.close();
  }
}
