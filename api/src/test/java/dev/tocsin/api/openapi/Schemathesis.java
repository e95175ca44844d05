package dev.tocsin.api.openapi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The property-based tester of OpenAPI servers, from PyPI. Installed once into the user's cache
 * folder, which all clones share.
 */
final class Schemathesis {
  private static final String VERSION = "4.32.5";

  private final Path program;

  private Schemathesis(Path program) {
    this.program = program;
  }

  /** What it printed, and its exit code: 0 where it found no failure. */
  record Run(int exitCode, String output) {}

  /** The test is skipped where Python is not installed. */
  static Schemathesis installed() throws IOException, InterruptedException {
    assumeTrue(
        run(List.of("python3", "-m", "venv", "--help")).exitCode() == 0, "no python3 -m venv");
    Path folder = cache().resolve("tocsin/schemathesis-" + VERSION);
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path done = folder.resolve("installed");
      if (!Files.exists(done)) {
        must(run(List.of("python3", "-m", "venv", folder.resolve("venv").toString())));
        must(
            run(
                List.of(
                    folder.resolve("venv/bin/pip").toString(),
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "schemathesis==" + VERSION)));
        // Written last, so that an installation that broke off is made again.
        Files.createFile(done);
      }
    }
    return new Schemathesis(folder.resolve("venv/bin/schemathesis"));
  }

  /** Runs it with all checks. */
  Run run(String document, String key, int examples) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--config-file", config()));
    command.addAll(List.of("run", document, "--header", "x-api-key: " + key));
    command.addAll(List.of("--checks", "all", "--max-examples", "" + examples, "--no-color"));
    command.addAll(List.of("--generation-deterministic", "--workers", "2"));
    return run(command);
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("schemathesis", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              // It leaves a cache where it runs.
              .directory(Path.of("target").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      return new Run(code, Files.readString(output));
    } catch (IOException notThere) {
      return new Run(127, String.valueOf(notThere.getMessage()));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static void must(Run run) {
    if (run.exitCode() != 0) {
      throw new IllegalStateException(run.output());
    }
  }

  private static String config() {
    return Path.of(
            Objects.requireNonNull(Schemathesis.class.getResource("/schemathesis.toml")).getPath())
        .toString();
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && xdg.startsWith("/")
        ? Path.of(xdg)
        : Path.of(System.getProperty("user.home"), ".cache");
  }
}
