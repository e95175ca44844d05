package dev.tocsin.store.suppression;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that a tenant's mails do not go to.
 *
 * @param suppressionId only orders entries of one time
 * @param address in lower case
 * @param source who said so: the ARN of an SNS topic, or the id of a key
 * @param detail what the receiving server said, or a note of whoever put it there
 * @param messageId what SES calls the mail that came back
 * @param createdAt since when it is on the list
 */
public record Suppression(
    String suppressionId,
    String tenant,
    String address,
    Reason reason,
    String source,
    @Nullable String detail,
    @Nullable String messageId,
    Instant createdAt) {

  /** Why it is on the list. */
  public enum Reason {
    /** A mail to it was returned for good. */
    BOUNCE,
    /** Its owner complained of a mail. */
    COMPLAINT,
    /** Somebody put it there. */
    MANUAL
  }

  /**
   * As addresses are compared: in lower case, the local part too, as hardly a server tells apart.
   */
  public static String normalized(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
