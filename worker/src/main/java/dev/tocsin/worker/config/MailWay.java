package dev.tocsin.worker.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How mails leave. */
enum MailWay {
  SES,
  SMTP,
  OUTBOX;

  /**
   * Of that name, in any case. Without one it is the outbox where there is a folder for it, and SES
   * otherwise.
   *
   * @throws IllegalArgumentException for another name, or for the outbox without a folder
   */
  static MailWay of(@Nullable String name, @Nullable String outbox) {
    if (name == null || name.isEmpty()) {
      return outbox == null ? SES : OUTBOX;
    }
    MailWay way =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "ses" -> SES;
          case "smtp" -> SMTP;
          case "outbox" -> OUTBOX;
          default ->
              throw new IllegalArgumentException(
                  "TOCSIN_MAIL_TRANSPORT must be one of: ses, smtp, outbox");
        };
    if (way == OUTBOX && outbox == null) {
      throw new IllegalArgumentException(
          "TOCSIN_MAIL_TRANSPORT is outbox, so TOCSIN_OUTBOX must name a folder");
    }
    return way;
  }
}
