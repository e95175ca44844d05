package dev.tocsin.activities.channel.webhook;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Text;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** The headers of a webhook: a subscription's own, and Tocsin's, which always win. */
public final class WebhookHeaders {
  /** Marks a notification that was sent to try a subscription out. */
  public static final String TEST = "X-Tocsin-Test";

  private static final int MOST = 20;
  private static final int MOST_CHARACTERS = 4096;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** Printable, and with no space at either end, where it would be lost on the way. */
  private static final Pattern PLAIN = Pattern.compile("[!-~]([ -~]*[!-~])?");

  /**
   * Ours; those that belong to the connection or frame the message (RFC 9110, section 7.6.1); and
   * those that would change how the answer is read.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "webhook-id",
          "webhook-signature",
          "webhook-timestamp",
          "x-correlation-id",
          "x-event-id",
          "x-event-type",
          "x-tocsin-test");

  private WebhookHeaders() {}

  /**
   * What is wrong with a subscription's own headers, as the API answers it; empty where nothing is.
   * Allowed are at most 20, of 4,096 characters in all, named by a token (RFC 9110, section 5.6.2)
   * of at most 100 characters that is not reserved, each once in any case, with values of printable
   * ASCII characters.
   */
  public static Optional<String> faultOf(Map<String, String> headers) {
    if (headers.size() > MOST) {
      return Optional.of("headers must be at most " + MOST);
    }
    int characters = 0;
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      Optional<String> fault = faultOf(header.getKey(), header.getValue());
      if (fault.isPresent()) {
        return fault;
      }
      if (!names.add(header.getKey())) {
        return Optional.of(label(header.getKey()) + " must not be given twice");
      }
      characters += header.getKey().length() + header.getValue().length();
    }
    return characters > MOST_CHARACTERS
        ? Optional.of("headers must be at most 4 KiB in all")
        : Optional.empty();
  }

  /** All headers of an attempt but those of the connection. */
  static Headers of(Notification notification, WebhookMessage message, String userAgent) {
    Headers.Builder headers = new Headers.Builder();
    // Checked when saved; checked again, since a row may have been written by another version.
    notification.subscription().headers().entrySet().stream()
        .filter(header -> faultOf(header.getKey(), header.getValue()).isEmpty())
        .limit(MOST)
        .forEach(header -> headers.add(header.getKey(), header.getValue()));
    Event event = notification.event();
    TraceHeaders.addTo(headers, event);
    if (event.correlationId() != null) {
      headers.set("X-Correlation-Id", encoded(event.correlationId()));
    }
    message.headers().forEach(headers::set);
    notification.signer().headers(notification.deliveryId(), message.body()).forEach(headers::set);
    if (notification.test()) {
      headers.set(TEST, "true");
    }
    return headers
        .set("Content-Type", message.contentType())
        .set("User-Agent", userAgent)
        .set("X-Event-Type", encoded(event.eventType()))
        .set("X-Event-Id", encoded(event.eventId()))
        .set("webhook-id", encoded(notification.deliveryId()))
        .build();
  }

  /**
   * A value as a header can carry it. Plain text stays as it is, as subscribers have always
   * received it; any other is percent-encoded as a whole, as CloudEvents' HTTP protocol binding
   * 1.0.2 (section 3.1.3.2) encodes it. The body has the value unchanged.
   */
  public static String encoded(String value) {
    return PLAIN.matcher(value).matches() ? value : percentEncoded(value);
  }

  /** As that section encodes every value: space, quote, per cent and what is not printable. */
  static String percentEncoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      if (octet > ' ' && octet < 0x7f && octet != '"' && octet != '%') {
        encoded.append((char) octet);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
      }
    }
    return encoded.toString();
  }

  private static Optional<String> faultOf(String name, String value) {
    if (!TOKEN.matcher(name).matches()) {
      return Optional.of(
          label(name) + " must be named by 1 to 100 of the characters A-Z a-z 0-9 !#$%&'*+-.^_`|~");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.contains(lower) || lower.startsWith("proxy-")) {
      return Optional.of(label(name) + " must not be set: it is set by Tocsin or by HTTP itself");
    }
    if (!PRINTABLE.matcher(value).matches()) {
      return Optional.of(label(name) + " must hold printable ASCII characters only");
    }
    return Optional.empty();
  }

  private static String label(String name) {
    return "headers." + Text.shorten(name.replaceAll("\\p{Cc}", "\uFFFD"), 100);
  }
}
