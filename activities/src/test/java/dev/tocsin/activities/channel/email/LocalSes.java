package dev.tocsin.activities.channel.email;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A local SES v2 that takes mails and shows them (the npm package {@code aws-ses-v2-local}). It is
 * installed once into the user's cache folder, which all clones share.
 */
public final class LocalSes implements AutoCloseable {
  /** mailparser's own dependencies no longer install at the version that the package asks for. */
  private static final String PACKAGE =
      """
      {
        "private": true,
        "dependencies": {"aws-ses-v2-local": "2.10.2"},
        "overrides": {"mailparser": "3.9.12"}
      }
      """;

  private static final String SERVER = "node_modules/aws-ses-v2-local/dist/cli.js";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI endpoint;

  private LocalSes(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts one on a free port; the test is skipped where Node.js or npm is not installed. */
  public static LocalSes start() throws IOException, InterruptedException {
    assumeTrue(isInstalled("node"), "Node.js is not installed: no local SES to send to");
    assumeTrue(isInstalled("npm"), "npm is not installed: no local SES to send to");
    Path folder = installed();
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "node",
                folder.resolve(SERVER).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "" + port)
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile("tocsin-ses", ".log").toFile())
            .start();
    LocalSes ses = new LocalSes(process, URI.create("http://127.0.0.1:" + port));
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> ses.get("/health-check").statusCode() == 200);
    } catch (RuntimeException e) {
      ses.close();
      throw e;
    }
    return ses;
  }

  /** For {@code SES_ENDPOINT}. */
  public URI endpoint() {
    return endpoint;
  }

  /** All mails that it took: {@code {"emails": [{subject, body: {html, text}, …}], …}}. */
  public String store() throws IOException, InterruptedException {
    return get("/store").body();
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

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(endpoint.resolve(path)).timeout(Duration.ofSeconds(5)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static Path installed() throws IOException, InterruptedException {
    Path folder = cache().resolve("tocsin/ses-local");
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("install.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path done = folder.resolve("installed.json");
      // Written last, so that an installation that broke off is made again.
      if (!Files.exists(done) || !Files.readString(done).equals(PACKAGE)) {
        Files.writeString(folder.resolve("package.json"), PACKAGE);
        run(folder, List.of("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"));
        Files.writeString(done, PACKAGE);
      }
    }
    return folder;
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg == null || xdg.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
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
    if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
    }
  }

  private static boolean isInstalled(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
