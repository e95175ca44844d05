package dev.tocsin.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A receiver that accepts every connection and never answers. */
public final class BlackHole implements AutoCloseable {
  private static final int BACKLOG = 1_000;

  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
  private final ServerSocket server;

  /** Listens on a free port of the loopback interface. */
  public BlackHole() {
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "black-hole");
    thread.setDaemon(true);
    thread.start();
  }

  /** The URL of a target. */
  public String url(int target) {
    return "http://127.0.0.1:" + server.getLocalPort() + "/" + target;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        held.add(server.accept());
      }
    } catch (IOException closed) {
      // No more connections.
    }
  }
}
