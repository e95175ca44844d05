package dev.tocsin.standalone.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import mockwebserver3.RecordedRequest;

/**
 * Somebody else's library for receivers of Standard Webhooks: those in Python and JavaScript of the
 * specification's own project. Each is installed once into the user's cache folder, which all
 * clones share, and nothing but what the hashes beside it name.
 */
enum Verifier {
  PYTHON("python-1.1.0", "python3", List.of("requirements.txt", "verify.py")) {
    @Override
    void install(Path folder) throws IOException, InterruptedException {
      Path venv = folder.resolve("venv");
      must(folder, List.of("python3", "-m", "venv", venv.toString()));
      must(
          folder,
          List.of(
              venv.resolve("bin/pip").toString(),
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--require-hashes",
              "--requirement",
              "requirements.txt"));
    }

    @Override
    List<String> command(Path folder) {
      return List.of(folder.resolve("venv/bin/python").toString(), "verify.py");
    }
  },

  JAVASCRIPT("javascript-1.1.1", "npm", List.of("package.json", "package-lock.json", "verify.js")) {
    @Override
    void install(Path folder) throws IOException, InterruptedException {
      must(folder, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
    }

    @Override
    List<String> command(Path folder) {
      return List.of("node", "verify.js");
    }
  };

  private final String folder;
  private final String program;
  private final List<String> files;

  Verifier(String folder, String program, List<String> files) {
    this.folder = folder;
    this.program = program;
    this.files = files;
  }

  abstract void install(Path installed) throws IOException, InterruptedException;

  abstract List<String> command(Path installed);

  /**
   * What it says of a request as it came over the wire: {@code verified}, or why not. The test is
   * skipped where its language is not installed.
   *
   * @param key {@code whsec_}; for JavaScript also {@code whpk_}
   */
  String verify(String key, RecordedRequest request) throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>();
    request.getHeaders().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
    Map<String, Object> message =
        Map.of(
            "key",
            key,
            "headers",
            headers,
            "body",
            Base64.getEncoder()
                .encodeToString(Objects.requireNonNull(request.getBody()).toByteArray()));
    Path installed = installed();
    Path input = Files.createTempFile("message", ".json");
    try {
      new ObjectMapper().writeValue(input.toFile(), message);
      return must(installed, command(installed), input).strip();
    } finally {
      Files.delete(input);
    }
  }

  private Path installed() throws IOException, InterruptedException {
    assumeTrue(isThere(), program + " is not installed");
    Path installed = cache().resolve("tocsin/standardwebhooks-" + folder);
    Files.createDirectories(installed);
    try (FileChannel channel =
            FileChannel.open(
                installed.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      for (String file : files) {
        try (InputStream in = Verifier.class.getResourceAsStream("/standardwebhooks/" + file)) {
          Files.copy(
              Objects.requireNonNull(in),
              installed.resolve(file),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Path done = installed.resolve("installed");
      if (!Files.exists(done)) {
        install(installed);
        // Written last, so that an installation that broke off is made again.
        Files.createFile(done);
      }
    }
    return installed;
  }

  private boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  static String must(Path folder, List<String> command) throws IOException, InterruptedException {
    return must(folder, command, Path.of("/dev/null"));
  }

  private static String must(Path folder, List<String> command, Path input)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("verifier", ".log");
    try {
      int code =
          new ProcessBuilder(new ArrayList<>(command))
              .directory(folder.toFile())
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      String said = Files.readString(output);
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code + ": " + said);
      }
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && xdg.startsWith("/")
        ? Path.of(xdg)
        : Path.of(System.getProperty("user.home"), ".cache");
  }
}
