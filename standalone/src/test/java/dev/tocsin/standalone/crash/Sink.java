package dev.tocsin.standalone.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Receives webhooks in the test's own process, which nobody kills, and remembers all of them. */
final class Sink implements AutoCloseable {
  /** Decides what to answer; called by many threads at once. */
  @FunctionalInterface
  interface Policy {
    /**
     * @param nth from 1: how often this event has now come to this path
     */
    int status(String eventId, int nth);
  }

  /** One event at one path, that is, for one subscription. */
  record Arrival(String path, String eventId) {}

  /** One request. */
  record Request(String webhookId, int answered) {}

  private final Map<Arrival, List<Request>> requests = new ConcurrentHashMap<>();
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Sink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  /** The target of that path, which answers as the policy says from now on. */
  String target(String path, Policy policy) {
    policies.put(path, policy);
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** All requests of one event to one path, in the order in which they were answered. */
  List<Request> requests(String path, String eventId) {
    return requests.getOrDefault(new Arrival(path, eventId), List.of());
  }

  boolean accepted(String path, String eventId) {
    return timesAccepted(path, eventId) > 0;
  }

  long timesAccepted(String path, String eventId) {
    return requests(path, eventId).stream().filter(request -> request.answered() < 300).count();
  }

  /** The webhook ids under which each arrival came: one, unless a promise is broken. */
  Map<Arrival, Set<String>> webhookIds() {
    return requests.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    entry.getValue().stream().map(Request::webhookId).collect(Collectors.toSet())));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String eventId = String.valueOf(exchange.getRequestHeaders().getFirst("X-Event-Id"));
      String webhookId = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
      List<Request> known =
          requests.computeIfAbsent(
              new Arrival(path, eventId), arrival -> new CopyOnWriteArrayList<>());
      int status = policies.get(path).status(eventId, known.size() + 1);
      known.add(new Request(webhookId, status));
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
