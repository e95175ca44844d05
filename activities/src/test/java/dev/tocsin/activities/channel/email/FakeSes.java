package dev.tocsin.activities.channel.email;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers SES v2's SendEmail over HTTP, in the shapes of its REST-JSON protocol: errors carry their
 * type in {@code x-amzn-ErrorType} and a JSON body with the message.
 */
final class FakeSes implements AutoCloseable {
  /** What came: the JSON that SES was sent. */
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer answer = exchange -> {};

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  FakeSes() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/v2/email/outbound-emails",
        exchange -> {
          requests.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          answer.to(exchange);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
    accepts();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String next() throws InterruptedException {
    return requests.poll(10, TimeUnit.SECONDS);
  }

  void accepts() {
    answer = exchange -> respond(exchange, 200, null, "{\"MessageId\":\"0100018c-000000\"}");
  }

  void fails(int status, String type, String message) {
    answer =
        exchange ->
            respond(
                exchange,
                status,
                type + ":http://internal.amazon.com/coral/com.amazonaws.services.simpleemailv2/",
                "{\"message\":\"" + message + "\"}");
  }

  void neverAnswers() {
    answer =
        exchange -> {
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
  }

  void hangsUp() {
    answer = exchange -> {};
  }

  private static void respond(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "8f3d1c1e-0000-4000-8000-000000000000");
    if (type != null) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
