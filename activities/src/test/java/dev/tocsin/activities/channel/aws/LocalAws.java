package dev.tocsin.activities.channel.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Moto's server, an emulator of Amazon's services from PyPI, on loopback. It is installed once, in
 * the versions and with the checksums of {@code moto-requirements.txt}, into the user's cache
 * folder, which all clones share.
 */
final class LocalAws implements AutoCloseable {
  private final Process process;
  private final URI endpoint;

  private LocalAws(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one on a free port; the test is skipped where Python is not installed. */
  static LocalAws start() throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "no python3 -m venv: no local AWS to send to");
    Path folder = installed();
    int port = freePort();
    Process process =
        new ProcessBuilder(
                folder.resolve("venv/bin/moto_server").toString(),
                "-H",
                "127.0.0.1",
                "-p",
                "" + port)
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile("tocsin-moto", ".log").toFile())
            .start();
    LocalAws aws = new LocalAws(process, URI.create("http://127.0.0.1:" + port));
    try {
      await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> listens(port));
    } catch (RuntimeException e) {
      aws.close();
      throw e;
    }
    return aws;
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path installed() throws IOException, InterruptedException {
    String requirements = requirements();
    Path folder = cache().resolve("tocsin/moto");
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path done = folder.resolve("installed.txt");
      // Written last, so that an installation that broke off is made again.
      if (!Files.exists(done) || !Files.readString(done).equals(requirements)) {
        Path wanted = Files.writeString(folder.resolve("requirements.txt"), requirements);
        run(folder, List.of("python3", "-m", "venv", "--clear", "venv"));
        run(
            folder,
            List.of(
                folder.resolve("venv/bin/pip").toString(),
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-deps",
                "--require-hashes",
                "--requirement",
                wanted.toString()));
        Files.writeString(done, requirements);
      }
    }
    return folder;
  }

  private static String requirements() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LocalAws.class.getResourceAsStream("/moto-requirements.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("install.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
    }
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("python3", "-m", "venv", "--help")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && xdg.startsWith("/")
        ? Path.of(xdg)
        : Path.of(System.getProperty("user.home"), ".cache");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
