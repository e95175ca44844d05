package dev.tocsin.activities.channel.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks names up for a limited time. The JDK's look-up can neither be cut short nor interrupted,
 * and OkHttp's call timeout does not end it: without this, a name server that hangs would hold an
 * attempt far beyond its time. A look-up that is given up ends on a thread of its own.
 */
final class BoundedDns implements Dns {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "target-dns");
            thread.setDaemon(true);
            return thread;
          });

  private final Dns resolver;
  private final Duration limit;

  BoundedDns(Dns resolver, Duration limit) {
    this.resolver = resolver;
    this.limit = limit;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Future<List<InetAddress>> found = THREADS.submit(() -> resolver.lookup(host));
    try {
      return found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    } catch (TimeoutException e) {
      throw new LookUpTimeoutException(host);
    } catch (ExecutionException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e.getCause());
      throw unknown;
    }
  }

  /** No answer from the name server in time: the host may well exist. */
  static final class LookUpTimeoutException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    LookUpTimeoutException(String host) {
      super(host);
    }
  }
}
