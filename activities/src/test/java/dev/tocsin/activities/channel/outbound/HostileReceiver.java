package dev.tocsin.activities.channel.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** A receiver of webhooks that means harm, the same way at each connection. */
public final class HostileReceiver implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final byte[] MEBIBYTE = new byte[1024 * 1024];
  private static final int BOMB_MEBIBYTES = 512;
  private static final long DRIP_MS = 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "hostile-receiver");
            thread.setDaemon(true);
            return thread;
          });
  private final Behaviour behaviour;
  private final byte[] bomb;
  private final ServerSocket server;

  /** What it does with a connection whose request it has begun to read. */
  public enum Behaviour {
    STATUS_LINE_DRIPS((receiver, client, out) -> receiver.drip(out, "H")),
    HEADERS_DRIP(
        (receiver, client, out) -> {
          send(out, OK);
          receiver.drip(out, "X: y\r\n");
        }),
    BODY_DRIPS(
        (receiver, client, out) -> {
          send(out, OK + "\r\n");
          receiver.drip(out, "y");
        }),
    NEVER_ANSWERS((receiver, client, out) -> receiver.over.await()),
    ENDLESS_INTERIM_ANSWERS(
        (receiver, client, out) -> receiver.flood(out, "HTTP/1.1 103 Early Hints\r\n\r\n")),
    ENDLESS_HEADER(
        (receiver, client, out) -> {
          send(out, OK + "X: ");
          receiver.flood(out, MEBIBYTE);
        }),
    ENDLESS_BODY(
        (receiver, client, out) -> {
          send(out, OK + "\r\n");
          receiver.flood(out, "y".repeat(64 * 1024));
        }),
    COMPRESSED_BOMB(
        (receiver, client, out) -> {
          send(out, OK + "Content-Encoding: gzip\r\n\r\n");
          out.write(receiver.bomb);
        }),
    REDIRECT_TO_METADATA(
        (receiver, client, out) ->
            send(
                out,
                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
                    + "Location: http://169.254.169.254/latest/meta-data\r\n\r\n")),
    NONSENSE_STATUS((receiver, client, out) -> send(out, "HTTP/1.1 99999999999 No\r\n\r\n")),
    RESET_BEFORE_ANSWER(resetAfter("")),
    RESET_IN_STATUS_LINE(resetAfter("HTTP/1.1 2")),
    RESET_IN_HEADERS(resetAfter(OK + "Content-Le")),
    RESET_IN_BODY_OF_5XX(resetAfter("HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\nabc")),
    CUT_OFF_IN_BODY_OF_2XX(
        (receiver, client, out) -> send(out, OK + "Content-Length: 10\r\n\r\nabc"));

    private final Answering answering;

    Behaviour(Answering answering) {
      this.answering = answering;
    }

    private static Answering resetAfter(String sent) {
      return (receiver, client, out) -> {
        send(out, sent);
        client.setSoLinger(true, 0); // closing sends RST
      };
    }
  }

  private interface Answering {
    void to(HostileReceiver receiver, Socket client, OutputStream out)
        throws IOException, InterruptedException;
  }

  /** Listens on a free port of the loopback interface until it is closed. */
  public HostileReceiver(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.bomb = behaviour == Behaviour.COMPRESSED_BOMB ? bomb() : new byte[0];
    try {
      server = new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  @Override
  public void close() {
    over.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (over.getCount() > 0) {
        Socket client = server.accept();
        threads.execute(() -> receive(client));
      }
    } catch (IOException closed) {
      // No more connections.
    }
  }

  private void receive(Socket connection) {
    try (Socket client = connection) {
      client.getInputStream().read();
      behaviour.answering.to(this, client, client.getOutputStream());
    } catch (IOException | InterruptedException hungUp) {
      // The other side had enough of it, or the receiver was closed.
    }
  }

  /** Half a gibibyte of zeros. */
  private static byte[] bomb() {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int mebibytes = 0; mebibytes < BOMB_MEBIBYTES; mebibytes++) {
        gzip.write(MEBIBYTE);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bomb.toByteArray();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  private void drip(OutputStream out, String text) throws IOException, InterruptedException {
    while (!over.await(DRIP_MS, TimeUnit.MILLISECONDS)) {
      send(out, text);
    }
  }

  private void flood(OutputStream out, String text) throws IOException {
    flood(out, text.getBytes(US_ASCII));
  }

  private void flood(OutputStream out, byte[] bytes) throws IOException {
    while (over.getCount() > 0) {
      out.write(bytes);
    }
  }
}
