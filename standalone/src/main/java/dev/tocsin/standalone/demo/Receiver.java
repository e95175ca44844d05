package dev.tocsin.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody's webhook endpoint, which refuses the first attempts of each delivery. */
final class Receiver implements AutoCloseable {
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int failures;
  private final HttpServer server;

  /**
   * @param failures how many attempts of each delivery it answers with 503 before it accepts
   */
  Receiver(int failures) {
    this.failures = failures;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
      boolean accepts = attempts.merge(id, 1, Integer::sum) > failures;
      exchange.sendResponseHeaders(accepts ? 204 : 503, -1);
    }
  }
}
