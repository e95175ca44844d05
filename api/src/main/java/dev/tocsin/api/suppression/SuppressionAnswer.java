package dev.tocsin.api.suppression;

import dev.tocsin.api.http.Timestamps;
import dev.tocsin.store.suppression.Suppression;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list as it is shown.
 *
 * @param reason BOUNCE, COMPLAINT or MANUAL
 * @param source who said so: the ARN of an SNS topic, or the id of a key
 * @param detail what the receiving server said, or the note of whoever put it there
 * @param messageId what SES calls the mail that came back; null of MANUAL
 */
record SuppressionAnswer(
    String address,
    String reason,
    String source,
    @Nullable String detail,
    @Nullable String messageId,
    String createdAt) {

  static SuppressionAnswer of(Suppression entry) {
    return new SuppressionAnswer(
        entry.address(),
        entry.reason().name(),
        entry.source(),
        entry.detail(),
        entry.messageId(),
        Timestamps.iso(entry.createdAt()));
  }
}
