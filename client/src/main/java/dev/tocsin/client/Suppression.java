package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that the tenant's mails do not go to.
 *
 * @param address in lower case
 * @param source who said so: the ARN of an SNS topic, or the id of a key
 * @param detail what the receiving server said, or the note of whoever put it there; null for none
 * @param messageId what SES calls the mail that came back; null of MANUAL
 */
public record Suppression(
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
    MANUAL,
    /** A newer server's word. */
    @JsonEnumDefaultValue
    UNKNOWN
  }
}
