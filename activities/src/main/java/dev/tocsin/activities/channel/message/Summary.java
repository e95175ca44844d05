package dev.tocsin.activities.channel.message;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a message to people says, before it takes a provider's form. Every text is on one line and
 * as the publisher wrote it otherwise: escaping it is the channel's part.
 *
 * @param time of receipt, UTC: {@code 2026-03-01 09:30:00 UTC}
 * @param link to the event; absent where no public URL is set
 */
public record Summary(
    Severity severity,
    String eventType,
    String title,
    String time,
    DetailTable details,
    Optional<String> link) {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /** Of what is to be delivered. */
  public static Summary of(Notification notification, EventLinks links) {
    Event event = notification.event();
    return new Summary(
        event.severity(),
        oneLine(event.eventType()),
        oneLine(event.title()),
        SECONDS.format(event.receivedAt()),
        DetailTable.of(event.details()),
        links.to(event));
  }

  /** {@code [HIGH] deployment: Checkout is slow}. */
  public String headline() {
    return "[" + severity + "] " + eventType + ": " + title;
  }

  static String oneLine(String text) {
    return BREAKS.matcher(text).replaceAll(" ").strip();
  }
}
