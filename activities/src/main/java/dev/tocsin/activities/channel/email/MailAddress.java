package dev.tocsin.activities.channel.email;

import dev.tocsin.contract.model.Text;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;

/** The syntax of a mail address, without a display name. */
public final class MailAddress {
  private static final int LONGEST = 254;

  /**
   * Visible ASCII around one '@': SES takes no other characters, and a control could add a header.
   */
  private static final Pattern SHAPE =
      Pattern.compile(
          "[!-~&&[^@<>()\\[\\],;:\\\\\"]]{1,64}@"
              + "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
              + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** Everything up to the '@' of a mail address. */
  private static final Pattern MAILBOX = Pattern.compile("[^\\s<>,;:\"'()]+@");

  private MailAddress() {}

  /**
   * Whether it is a mailbox as RFC 5321 allows it, at a domain with a dot, at most 254 characters
   * (RFC 5321, section 4.5.3.1.3, less the angle brackets). Quoted local parts are refused.
   */
  public static boolean isValid(String address) {
    if (address.length() > LONGEST || !SHAPE.matcher(address).matches()) {
      return false;
    }
    try {
      new InternetAddress(address, true).validate();
      return true;
    } catch (AddressException e) {
      return false;
    }
  }

  /** {@code @domain}: whose mailbox it is stays unsaid. */
  static String where(String address) {
    return isValid(address) ? address.substring(address.indexOf('@')) : "invalid address";
  }

  /** What a server said, on one line of at most {@code max} characters, naming no mailbox. */
  public static String withoutMailboxes(String reply, int max) {
    String oneLine = reply.replaceAll("\\p{Cc}+", " ").strip();
    return Text.shorten(MAILBOX.matcher(oneLine).replaceAll("…@"), max);
  }
}
