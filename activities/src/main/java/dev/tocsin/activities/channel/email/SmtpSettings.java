package dev.tocsin.activities.channel.email;

import org.jspecify.annotations.Nullable;

/**
 * The mail server that mails are handed to.
 *
 * @param port 1 to 65,535; by custom 587 with STARTTLS, 465 with TLS, 25 with neither
 * @param user whom to log in as; absent: nobody logs in
 * @param password absent only where there is no user
 */
public record SmtpSettings(
    String host, int port, Security security, @Nullable String user, @Nullable String password) {

  /** How the connection is kept private. */
  public enum Security {
    /** Plain until the server has switched to TLS; one that cannot is given no mail (RFC 3207). */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS,
    /** Not at all: for a server on the same machine. */
    NONE
  }

  /**
   * @throws IllegalArgumentException where a password would travel in clear, or is missing
   */
  public SmtpSettings {
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException(
          "SMTP wants both a user and a password, or neither (SMTP_USER, SMTP_PASSWORD)");
    }
    if (user != null && security == Security.NONE) {
      throw new IllegalArgumentException(
          "SMTP sends no password in clear: set SMTP_SECURITY to starttls or tls");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmtpSettings[" + host + ":" + port + ", " + security + "]";
  }
}
