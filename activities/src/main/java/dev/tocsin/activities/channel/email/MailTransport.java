package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import java.time.Duration;

/** Takes a mail on its way, once. Safe for use by many threads. */
public interface MailTransport {

  /**
   * Hands the mail over within {@code timeout}. {@link Outcome.Delivered} means that the other side
   * has taken it upon itself; reasons never hold an address or a secret.
   */
  Outcome send(Mail mail, Duration timeout);
}
