package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's replies mean (RFC 5321, section 4.2.1): 4xx may work later, 5xx never will.
 * What is refused for the sake of our login or our sender is {@link Outcome.HeldBack}, since every
 * other mail would meet it too and none is to be lost by it.
 */
final class SmtpFailures {
  private static final String FAILED = "Mail failed: ";
  private static final int LONGEST_REPLY = 300;

  /** Authentication required, refused, or too weak (RFC 4954, section 6). */
  private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

  private SmtpFailures() {}

  static Outcome outcomeOf(MessagingException e, Duration timeout) {
    if (e instanceof AuthenticationFailedException) {
      return new Outcome.HeldBack("the mail server refuses our credentials");
    }
    // The reply to the recipient is told behind the one to the mail as a whole.
    SMTPAddressFailedException recipient = find(e, SMTPAddressFailedException.class);
    if (recipient != null) {
      return outcomeOf(recipient.getReturnCode(), recipient.getMessage());
    }
    SMTPSenderFailedException sender = find(e, SMTPSenderFailedException.class);
    if (sender != null && sender.getReturnCode() >= 500) {
      return new Outcome.HeldBack(
          "the mail server refuses our sender: " + reply(sender.getMessage()));
    }
    if (sender != null) {
      return outcomeOf(sender.getReturnCode(), sender.getMessage());
    }
    SMTPSendFailedException mail = find(e, SMTPSendFailedException.class);
    if (mail != null) {
      return outcomeOf(mail.getReturnCode(), mail.getMessage());
    }
    if (find(e, SocketTimeoutException.class) != null) {
      return noAnswer(timeout);
    }
    if (find(e, SSLException.class) != null) {
      return later("no secure connection to the mail server", null);
    }
    if (String.valueOf(e.getMessage()).contains("STARTTLS")) {
      return new Outcome.HeldBack("the mail server does not offer STARTTLS");
    }
    return later("the mail server could not be reached", null);
  }

  static Outcome noAnswer(Duration timeout) {
    return later("no answer from the mail server within " + timeout.toSeconds() + " s", null);
  }

  /** On one line, without the name of a mailbox. */
  static String reply(@Nullable String reply) {
    return MailAddress.withoutMailboxes(reply == null ? "" : reply, LONGEST_REPLY);
  }

  private static Outcome outcomeOf(int code, @Nullable String text) {
    String reply = reply(text);
    if (OUR_LOGIN.contains(code)) {
      return new Outcome.HeldBack("the mail server refuses our credentials: " + reply);
    }
    return code >= 500
        ? new Outcome.Rejected(FAILED + reply, new Answer(null, reply))
        : later(reply, reply);
  }

  private static Outcome later(String reason, @Nullable String reply) {
    return new Outcome.RetryLater(
        FAILED + reason, null, reply == null ? Answer.NONE : new Answer(null, reply));
  }

  /** In the chain of causes, which Jakarta Mail links by its "next" exceptions too. */
  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
      at = at instanceof MessagingException mail ? mail.getNextException() : at.getCause();
    }
    return null;
  }
}
