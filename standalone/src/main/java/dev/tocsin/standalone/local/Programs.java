package dev.tocsin.standalone.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of the user's machine: where they are, and running one to its end. */
final class Programs {
  private Programs() {}

  /** How a program ended, and what it wrote. */
  record Result(int exitCode, String output) {
    boolean isSuccess() {
      return exitCode == 0;
    }

    /** The last line that says anything: where programs tell what went wrong. */
    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).trim();
    }
  }

  /** The first executable of that name on a search path. */
  static Optional<Path> find(String name, Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** What to put before a command so that it gets a session, and terminal signals, of its own. */
  static List<String> newSession() {
    Map<String, String> environment = System.getenv();
    if (find("setsid", environment).isPresent()) {
      return List.of("setsid");
    }
    if (find("perl", environment).isPresent()) { // macOS has no setsid
      return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV");
    }
    return List.of();
  }

  /**
   * Runs to the end, for at most the limit; a program that cannot start or takes longer comes back
   * as a failure.
   */
  static Result run(List<String> command, Map<String, String> variables, Duration limit) {
    try {
      Path output = Files.createTempFile("tocsin", ".out");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
          if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Result(-1, "no end after " + limit.toSeconds() + " s");
          }
        } finally {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
        return new Result(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return new Result(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, "interrupted");
    }
  }
}
