package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * The user's cache of fetched binaries, {@code ${XDG_CACHE_HOME:-~/.cache}/tocsin}, shared by every
 * clone and every test run: a file lock lets one of them fetch, and what is there is whole, since
 * it is moved into place in one step.
 */
public final class TemporalCache {
  /** A file lock holds between processes only. */
  private static final Object WITHIN_THIS_PROCESS = new Object();

  private final Path folder;
  private final TemporalRelease release;

  public TemporalCache(Path folder, TemporalRelease release) {
    this.folder = folder;
    this.release = release;
  }

  /** The folder that the XDG rules give for this environment. */
  public static Path folder(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (Path.of(cache).isAbsolute()) { // the rules: relative paths are to be ignored
      return Path.of(cache, "tocsin");
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(home, ".cache", "tocsin");
  }

  /**
   * A binary that is in the cache now.
   *
   * @param fetched false when another process had put it there meanwhile
   */
  public record Installed(Path binary, boolean fetched) {}

  TemporalRelease release() {
    return release;
  }

  /** Where the release's binary stands, or would stand. */
  public Path binary() {
    return folder
        .resolve("temporal-" + release.version() + "-" + release.platform())
        .resolve("temporal");
  }

  /**
   * The binary, if it is there. One whose hash is wrong (or, where none is pinned, that cannot be
   * run) is as good as absent.
   */
  public Optional<Path> lookUp() {
    Path binary = binary();
    if (!Files.isExecutable(binary)) {
      return Optional.empty();
    }
    if (release.binaryHash().isEmpty()) {
      return Optional.of(binary);
    }
    try {
      release.verify(binary);
      return Optional.of(binary);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Fetches, verifies and keeps the binary, unless another process did meanwhile.
   *
   * @throws IOException with one line that says why it cannot be had there
   */
  public Installed install(TemporalSource source) throws IOException {
    synchronized (WITHIN_THIS_PROCESS) {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<Path> meanwhile = lookUp();
        return meanwhile.isPresent()
            ? new Installed(meanwhile.get(), false)
            : new Installed(fetch(source), true);
      }
    }
  }

  private Path fetch(TemporalSource source) throws IOException {
    Path workshop = Files.createTempDirectory(folder, "fetching-");
    try {
      Path fetched = source.fetch(release, workshop);
      release.verify(fetched);
      if (!fetched.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + fetched + " executable");
      }
      Path binary = binary();
      Files.createDirectories(binary.resolveSibling("."));
      return Files.move(
          fetched, binary, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Folders.delete(workshop);
    }
  }
}
