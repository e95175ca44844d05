package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Path;

/** A place on the network from which a release of the {@code temporal} tool can be had. */
public interface TemporalSource {

  /** What it is called in messages, as in "the official download". */
  String name();

  /**
   * Fetches the release's binary into the folder, which is thrown away afterwards. What it returns
   * is not trusted: the caller verifies its hash.
   *
   * @throws IOException with one line that says why it cannot be had
   */
  Path fetch(TemporalRelease release, Path folder) throws IOException;
}
