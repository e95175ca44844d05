package dev.tocsin.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.bench.run.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM with this one's class path, which takes orders and ends when its input does. */
final class ChildProcess implements AutoCloseable {
  private static final String END = "";
  private static final Duration STOP_LIMIT = Duration.ofSeconds(120);

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Process process;
  private final Path log;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Thread reader = new Thread(this::read, "answers");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it.
   *
   * @param log gets its standard error
   */
  static ChildProcess start(
      Class<?> main, List<String> options, Map<String, String> environment, Path log) {
    return start(main, List.of(), options, environment, log);
  }

  /** As above, with arguments of the main class. */
  static ChildProcess start(
      Class<?> main,
      List<String> arguments,
      List<String> options,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new BenchException("Cannot start a process: " + e.getMessage(), e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Sends an order and waits for its answer. */
  String ask(String order, Duration limit) throws InterruptedException {
    try {
      Writer orders = process.outputWriter(UTF_8);
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException gone) {
      throw ended();
    }
    return answer(limit);
  }

  /** The next line that it has for us. */
  String answer(Duration limit) throws InterruptedException {
    String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new BenchException(
          "No answer after %d s; its log is %s".formatted(limit.toSeconds(), log));
    }
    if (line.equals(END)) {
      throw ended();
    }
    return line;
  }

  /** {@code kill -9}; it is gone when this returns. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to stop in order, and does not wait for it. */
  void end() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // It has ended already.
    }
  }

  /** Waits until it has stopped in order, even where this thread is interrupted. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      end();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException again) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private BenchException ended() {
    return new BenchException("The process that is measured ended; its log is " + log);
  }

  private void read() {
    try (BufferedReader in = process.inputReader(UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(Orders.MARK)) {
          answers.add(line.substring(Orders.MARK.length()));
        }
      }
    } catch (IOException gone) {
      // As its end.
    }
    answers.add(END);
  }
}
