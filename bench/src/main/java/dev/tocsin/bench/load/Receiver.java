package dev.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.bench.run.BenchException;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A receiver of webhooks that answers what it is told to. Each target is a number in its path. */
public final class Receiver implements AutoCloseable {
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");

  private final Behaviour behaviour;
  private final Server server;

  /**
   * One request.
   *
   * @param target the number in the path
   * @param sequence the number in the event's details
   * @param id the {@code webhook-id}
   */
  public record Webhook(int target, int sequence, String id) {}

  /** What receivers do. Asked by many threads at once, which may take their time. */
  @FunctionalInterface
  public interface Behaviour {
    /**
     * @return the status to answer
     */
    int answer(Webhook webhook) throws InterruptedException;
  }

  /** Told of each webhook, by many threads at once. */
  @FunctionalInterface
  public interface Arrivals {
    /**
     * @param target the number in the path
     * @param sequence the number in the event's details
     */
    void arrived(int target, int sequence);
  }

  /** One that accepts everything. */
  public static Receiver accepting(Arrivals arrivals) {
    return new Receiver(
        webhook -> {
          arrivals.arrived(webhook.target(), webhook.sequence());
          return HttpStatus.NO_CONTENT_204;
        });
  }

  /** Listens on a free port of the loopback interface. */
  public Receiver(Behaviour behaviour) {
    this.behaviour = behaviour;
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setDaemon(true);
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setAcceptQueueSize(1_000);
    server.addConnector(connector);
    server.setHandler(new Behaving());
    try {
      server.start();
    } catch (Exception e) {
      throw new BenchException("The receiver does not start: " + e.getMessage(), e);
    }
  }

  /** The URL of a target. */
  public String url(int target) {
    return "http://127.0.0.1:" + server.getURI().getPort() + "/" + target;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new BenchException("The receiver does not stop: " + e.getMessage(), e);
    }
  }

  private final class Behaving extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Matcher sequence = SEQUENCE.matcher(Content.Source.asString(request, UTF_8));
      int status = HttpStatus.NO_CONTENT_204;
      if (sequence.find()) {
        status =
            behaviour.answer(
                new Webhook(
                    Integer.parseInt(request.getHttpURI().getPath().substring(1)),
                    Integer.parseInt(sequence.group(1)),
                    String.valueOf(request.getHeaders().get("webhook-id"))));
      }
      response.setStatus(status);
      callback.succeeded();
      return true;
    }
  }
}
