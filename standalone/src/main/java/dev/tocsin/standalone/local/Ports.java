package dev.tocsin.standalone.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * The ports that Tocsin listens on, each with the environment variable that moves it. A value of
 * {@code 0} means any free port.
 */
public enum Ports {
  API("TOCSIN_PORT", 8080),
  ADMIN("TOCSIN_ADMIN_PORT", 8081),
  TEMPORAL("TEMPORAL_PORT", 7233),
  TEMPORAL_UI("TEMPORAL_UI_PORT", 8233),
  POSTGRES("TOCSIN_PG_PORT", 0);

  private static final int CONNECT_MILLIS = 200;

  private final String variable;
  private final int byDefault;

  Ports(String variable, int byDefault) {
    this.variable = variable;
    this.byDefault = byDefault;
  }

  /** The environment variable that changes this port. */
  public String variable() {
    return variable;
  }

  /** The port without that variable; 0 is any free one. */
  public int byDefault() {
    return byDefault;
  }

  /**
   * The port that the environment wants, checked to be free.
   *
   * @throws LocalServerException when the value is no port, or the port is in use; its one line
   *     names the port and the variable
   */
  public int claim(Map<String, String> environment) {
    int wanted = wanted(environment);
    if (wanted == 0) {
      return free();
    }
    if (isTaken(wanted)) {
      throw new LocalServerException(
          "Port %d is in use; set %s to another port.".formatted(wanted, variable));
    }
    return wanted;
  }

  /** The port that the environment wants, in use or not; 0 is any free one. */
  public int wanted(Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "").trim();
    if (value.isEmpty()) {
      return byDefault;
    }
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below, as for a number out of range
    }
    throw new LocalServerException(
        "%s=%s is not a port: it takes 0 (any free one) to 65535.".formatted(variable, value));
  }

  /** A port of the loopback interface that nobody listens on now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  /** Whether something on this machine listens on the port already. */
  static boolean isTaken(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    // Connecting as well: some systems let a loopback bind pass beside a listener on all addresses.
    try (Socket socket = new Socket()) {
      socket.connect(address, CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      // nobody answers
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
