package dev.tocsin.standalone.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A JVM with this test's class path, to be killed and started again. Its log goes on and on. */
final class ChildJvm implements AutoCloseable {
  private static final long END_SECONDS = 20;
  private static final long DRAIN_SECONDS = 120;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;

  /** Starts it. */
  ChildJvm(Class<?> main, List<String> arguments, Map<String, String> environment, Path log) {
    this.command = command(main, arguments);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.process = launch();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Empty while it runs. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** {@code kill -9}; it is gone when this returns. */
  void kill() {
    // Joining a future, so that an interrupted test still ends what it started.
    process.destroyForcibly().onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
  }

  /** SIGTERM; it has ended, having finished what was under way, when this returns. */
  void terminate() {
    process.destroy();
    process.onExit().orTimeout(DRAIN_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Starts it again once it has ended. */
  void restart() {
    if (process.isAlive()) {
      throw new IllegalStateException("still running: " + this);
    }
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return log.getFileName() + (process.isAlive() ? " (running)" : " (ended)");
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    // Small, and quick to start rather than quick in the long run.
    command.addAll(List.of("-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
