package dev.tocsin.activities.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server, SubEtha, whose replies a test chooses. */
final class FakeMailServer implements AutoCloseable {
  static final String USER = "tocsin";
  static final String PASSWORD = "s3cr3t";

  /** The mails that it took. */
  final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

  private final SMTPServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String stage = "";
  private volatile int code;
  private volatile String reply = "";
  private volatile boolean silent;

  FakeMailServer() {
    server = builder().build();
    server.start();
  }

  /** With STARTTLS and a login, both required. */
  FakeMailServer(SSLContext tls) {
    server =
        builder()
            .startTlsSocketFactory(tls)
            .requireTLS()
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> {
                      if (!USER.equals(user) || !PASSWORD.equals(password)) {
                        throw new LoginFailedException();
                      }
                    }))
            .build();
    server.start();
  }

  private SMTPServer.Builder builder() {
    return SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .hostName("mail.example.com")
        .messageHandlerFactory(Handler::new);
  }

  int port() {
    return server.getPortAllocated();
  }

  String next() throws InterruptedException {
    return mails.poll(10, TimeUnit.SECONDS);
  }

  /** Replies so at a stage: {@code MAIL}, {@code RCPT} or {@code DATA}. */
  void replies(String at, int with, String text) {
    stage = at;
    code = with;
    reply = text;
  }

  void neverAnswers() {
    silent = true;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop();
  }

  private void at(String current) throws RejectException {
    if (silent) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (current.equals(stage)) {
      throw new RejectException(code, reply);
    }
  }

  private final class Handler implements MessageHandler {
    Handler(MessageContext context) {}

    @Override
    public void from(String from) throws RejectException {
      at("MAIL");
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      at("RCPT");
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      String mail = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      at("DATA");
      mails.add(mail);
      return "queued as 4XyZ";
    }

    @Override
    public void done() {}
  }
}
