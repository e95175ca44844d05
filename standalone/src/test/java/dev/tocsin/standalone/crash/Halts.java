package dev.tocsin.standalone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder through which a test tells its child processes where to halt. Each order names one point
 * and one event, and is carried out once, by whichever process comes there first.
 */
final class Halts {
  /** The exit code of a process that halted because it was ordered to. */
  static final int EXIT_CODE = 77;

  private final Path folder;

  Halts(Path folder) {
    this.folder = folder;
  }

  /** In the test. */
  void order(HaltPoint point, String eventId) {
    try {
      Files.createDirectories(folder);
      Files.createFile(file(point, eventId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the child: ends the process on the spot where that is ordered. */
  void at(HaltPoint point, String eventId) {
    try {
      if (Files.deleteIfExists(file(point, eventId))) {
        System.err.println("Halting at " + point + " of " + eventId);
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(HaltPoint point, String eventId) {
    return folder.resolve(point + "-" + eventId);
  }
}
