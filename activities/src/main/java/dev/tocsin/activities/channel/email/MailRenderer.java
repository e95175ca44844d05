package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.message.SeverityColor;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the two parts of a mail: Type, Severity, Title, Time, Details and the subscription's id,
 * in this order. Whatever came from a publisher is escaped in HTML, and kept to one line in the
 * subject and the text part, so that it can add neither markup nor a header nor a field.
 */
final class MailRenderer {
  private static final int LONGEST_SUBJECT = 250;

  /** Indenting deeply nested details can make sixty times as much of them. */
  private static final int LONGEST_INDENTED = 1 << 20;

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String HTML = resource("mail.html");

  private final String from;

  MailRenderer(String from) {
    this.from = from;
  }

  Mail render(Notification notification) {
    Event event = notification.event();
    return new Mail(
        notification.deliveryId(),
        from,
        notification.subscription().target(),
        subject(event),
        html(notification),
        text(notification));
  }

  private static String subject(Event event) {
    String line = "[" + event.severity() + "] " + event.eventType() + ": " + event.title();
    return Text.shorten(oneLine(line), LONGEST_SUBJECT);
  }

  private static String text(Notification notification) {
    Event event = notification.event();
    return "Type: "
        + oneLine(event.eventType())
        + "\nSeverity: "
        + event.severity()
        + "\nTitle: "
        + oneLine(event.title())
        + "\nTime: "
        + MILLISECONDS.format(event.receivedAt())
        + "\nDetails: "
        + event.details().text()
        + "\n\nSubscription ID: "
        + notification.subscription().subscriptionId()
        + "\n";
  }

  private static String html(Notification notification) {
    Event event = notification.event();
    String indented = JsonIndent.byTwo(event.details());
    Map<String, String> values =
        Map.of(
            "type", event.eventType(),
            "severity", event.severity().name(),
            "color", SeverityColor.of(event.severity()),
            "title", event.title(),
            "time", MILLISECONDS.format(event.receivedAt()),
            "details", indented.length() > LONGEST_INDENTED ? event.details().text() : indented,
            "subscription", notification.subscription().subscriptionId());
    // One pass over the template: a value that looks like a place is not filled in again.
    return PLACE
        .matcher(HTML)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    escaped(Objects.requireNonNull(values.get(place.group(1))))));
  }

  private static String oneLine(String value) {
    return BREAKS.matcher(value).replaceAll(" ").strip();
  }

  static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource(String name) {
    try (InputStream in = MailRenderer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
