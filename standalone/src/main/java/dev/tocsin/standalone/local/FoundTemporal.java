package dev.tocsin.standalone.local;

import java.nio.file.Path;
import java.util.List;

/** Which Temporal there is to use on this machine. */
public sealed interface FoundTemporal {

  /** A server that runs already. */
  record Running(String address) implements FoundTemporal {}

  /**
   * A {@code temporal} tool to start a server with.
   *
   * @param origin where it is from, for the one line that says what was taken
   */
  record Tool(Path binary, String origin) implements FoundTemporal {}

  /**
   * Nothing but the test server in this process.
   *
   * @param reasons one line for each place that had none
   */
  record Memory(List<String> reasons) implements FoundTemporal {
    public Memory {
      reasons = List.copyOf(reasons);
    }
  }
}
