package dev.tocsin.standalone.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A server as a process of its own session, so that Ctrl-C in the terminal reaches only Tocsin,
 * which stops its parts in order. Such a process outlives a {@code kill -9} of Tocsin: the next
 * start finds it by its command line and stops it.
 */
final class ServerProcess {
  private static final long LONGEST_LOG = 10_000_000;
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration COLLECT_LIMIT = Duration.ofSeconds(1);
  private static final int TAIL_LINES = 12;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the command; its output is appended to the log, which is kept to about 10 MB. */
  static ServerProcess start(List<String> command, Map<String, String> variables, Path log) {
    List<String> detached = new ArrayList<>(Programs.newSession());
    detached.addAll(command);
    try {
      if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
        Files.move(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(detached)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(variables);
      return new ServerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new LocalServerException("Cannot start " + command.get(0) + ": " + e, e);
    }
  }

  /** Processes of this machine whose arguments (without the program) satisfy the predicate. */
  static List<ProcessHandle> find(Predicate<List<String>> arguments) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> arguments.test(arguments(process))).toList();
    }
  }

  /**
   * Stops a process that is not our child. A dead one that its parent has not collected yet counts
   * as gone: it has no arguments any more.
   */
  static void stop(ProcessHandle process, String signal, Duration grace) {
    List<ProcessHandle> family = family(process);
    signal(process.pid(), signal);
    if (Patience.evenInterruptedUntil(grace, () -> isGone(process))) {
      collected(List.of(process));
    } else {
      kill(family);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end, and after the grace ends it and its children. */
  void stop(String signal, Duration grace) {
    if (process.isAlive()) {
      stop(process.toHandle(), signal, grace);
    }
  }

  /** {@code kill -9} of it and its children, as a crash test wants it. */
  void kill() {
    kill(family(process.toHandle()));
  }

  /** The end of its log, for an error message. */
  String logTail() {
    try {
      List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> family = new ArrayList<>(List.of(process));
    family.addAll(process.descendants().toList());
    return family;
  }

  private static void kill(List<ProcessHandle> family) {
    family.forEach(ProcessHandle::destroyForcibly);
    if (!Patience.evenInterruptedUntil(
        KILL_LIMIT, () -> family.stream().allMatch(ServerProcess::isGone))) {
      throw new LocalServerException("Process " + family.get(0).pid() + " does not end.");
    }
    collected(family);
  }

  /**
   * Gives the parents a moment to collect the dead: a process without arguments may still have
   * threads that hold its port. Some containers' first process collects nobody, hence the limit.
   */
  private static void collected(List<ProcessHandle> family) {
    Patience.evenInterruptedUntil(
        COLLECT_LIMIT, () -> family.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static boolean isGone(ProcessHandle process) {
    return !process.isAlive() || process.info().commandLine().isEmpty();
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  /** Through a shell, since Java itself can send TERM and KILL only. */
  private static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new LocalServerException("Cannot signal process " + pid + ": " + e, e);
    }
  }
}
