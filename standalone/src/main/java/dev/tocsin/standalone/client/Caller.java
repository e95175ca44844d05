package dev.tocsin.standalone.client;

import java.io.InputStream;
import java.util.Map;

/** Who runs a command: the process, or a test. The root command is one. */
public interface Caller {
  /** The environment variables. */
  Map<String, String> environment();

  /** Where {@code -} and confirmations are read from. */
  InputStream in();
}
