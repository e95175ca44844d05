package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Hands each mail to a mail server, on a connection of its own (RFC 5321). Jakarta Mail bounds only
 * single reads, and cannot be interrupted: each mail is handed over on a thread of its own, whose
 * socket is closed when the time is over or the caller is to stop.
 */
public final class SmtpTransport implements MailTransport, AutoCloseable {
  private static final Outcome STOPPING = new Outcome.HeldBack("the process is stopping");

  private final SmtpSettings settings;
  private final @Nullable SSLSocketFactory tls;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "smtp");
            thread.setDaemon(true);
            return thread;
          });

  /** To the server of these settings; nothing is connected yet. */
  public SmtpTransport(SmtpSettings settings) {
    this(settings, null);
  }

  /**
   * @param tls which certificates are trusted; absent: those that the JDK trusts
   */
  SmtpTransport(SmtpSettings settings, @Nullable SSLSocketFactory tls) {
    this.settings = settings;
    this.tls = tls;
  }

  @Override
  public Outcome send(Mail mail, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      return STOPPING;
    }
    ClosableSockets sockets = new ClosableSockets();
    Future<Outcome> sending = threads.submit(() -> exchange(mail, timeout, sockets));
    try {
      return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return STOPPING;
    } catch (TimeoutException e) {
      return SmtpFailures.noAnswer(timeout);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A mail that cannot be sent", e.getCause());
    } finally {
      sockets.close();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Outcome exchange(Mail mail, Duration timeout, ClosableSockets sockets)
      throws MessagingException {
    Session session = Session.getInstance(properties(timeout, sockets));
    MimeMessage message = MimeForm.of(mail, session, Clock.systemUTC().instant());
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(settings.host(), settings.port(), settings.user(), settings.password());
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Delivered(
          new Outcome.Answer(null, SmtpFailures.reply(lastReply(transport))));
    } catch (MessagingException e) {
      return SmtpFailures.outcomeOf(e, timeout);
    }
  }

  private static @Nullable String lastReply(Transport transport) {
    return transport instanceof SMTPTransport smtp ? smtp.getLastServerResponse() : null;
  }

  /** As Angus Mail's package org.eclipse.angus.mail.smtp describes them. */
  private Properties properties(Duration timeout, ClosableSockets sockets) {
    Properties properties = new Properties();
    String millis = Long.toString(timeout.toMillis());
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (tls != null) {
      properties.put("mail.smtp.ssl.socketFactory", tls);
    }
    switch (settings.security()) {
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case NONE -> {}
    }
    return properties;
  }
}
