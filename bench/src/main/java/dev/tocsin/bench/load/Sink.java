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

/** A receiver of webhooks that answers at once. Each target is a number in its path. */
public final class Sink implements AutoCloseable {
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");

  private final Answers answers;
  private final Server server;

  /** Told of each webhook, by many threads at once. */
  @FunctionalInterface
  public interface Arrivals {
    /**
     * @param target the number in the path
     * @param sequence the number in the event's details
     */
    void arrived(int target, int sequence);
  }

  /** Told of each webhook, and says how it is answered, by many threads at once. */
  @FunctionalInterface
  public interface Answers {
    /**
     * The HTTP status of the answer.
     *
     * @param target the number in the path
     * @param sequence the number in the event's details
     */
    int status(int target, int sequence);
  }

  /** Accepts everything. Listens on a free port of the loopback interface. */
  public Sink(Arrivals arrivals) {
    this(
        (target, sequence) -> {
          arrivals.arrived(target, sequence);
          return HttpStatus.NO_CONTENT_204;
        });
  }

  private Sink(Answers answers) {
    this.answers = answers;
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setDaemon(true);
    server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setAcceptQueueSize(1_000);
    server.addConnector(connector);
    server.setHandler(new Accepting());
    try {
      server.start();
    } catch (Exception e) {
      throw new BenchException("The receiver does not start: " + e.getMessage(), e);
    }
  }

  /** One that answers as it is told. */
  public static Sink answering(Answers answers) {
    return new Sink(answers);
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

  private final class Accepting extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Matcher sequence = SEQUENCE.matcher(Content.Source.asString(request, UTF_8));
      int status = HttpStatus.NO_CONTENT_204;
      if (sequence.find()) {
        int target = Integer.parseInt(request.getHttpURI().getPath().substring(1));
        status = answers.status(target, Integer.parseInt(sequence.group(1)));
      }
      response.setStatus(status);
      callback.succeeded();
      return true;
    }
  }
}
