package dev.tocsin.activities.channel;

import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.contract.model.WebhookFormat;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notifications for tests of channels: an ordinary one, and ways to change one thing about it. */
public final class Notifications {
  public static final String EVENT_ID = "evt_01jd8x5q6r7s8t9v0w1x2y3z4a";
  public static final String DELIVERY_ID = "dlv_01jd8x5q6r7s8t9v0w1x2y3z4b";
  public static final String SUBSCRIPTION_ID = "sub_01jd8x5q6r7s8t9v0w1x2y3z4c";
  public static final Instant RECEIVED_AT = Instant.parse("2026-03-01T09:30:00.040Z");

  private final String channel;
  private final String target;
  private String title = "Checkout is slow";
  private String type = "Deployment";
  private Severity severity = Severity.HIGH;
  private String details = "{\"p99\":1.50,\"region\":\"eu\"}";
  private Map<String, String> headers = Map.of();
  private int timeoutSeconds = 10;
  private int attempt = 1;
  private @Nullable String correlationId;
  private String extensions = "{}";
  private Content content = Content.DEFAULT;
  private String source = "";
  private WebhookFormat format = WebhookFormat.TOCSIN;

  private MessageSigner signer = MessageSigner.NONE;
  private boolean test;

  private Notifications(String channel, String target) {
    this.channel = channel;
    this.target = target;
  }

  public static Notifications to(String channel, String target) {
    return new Notifications(channel, target);
  }

  public Notifications title(String value) {
    title = value;
    return this;
  }

  public Notifications type(String value) {
    type = value;
    return this;
  }

  public Notifications severity(Severity value) {
    severity = value;
    return this;
  }

  public Notifications details(String value) {
    details = value;
    return this;
  }

  public Notifications correlationId(String value) {
    correlationId = value;
    return this;
  }

  public Notifications extensions(String value) {
    extensions = value;
    return this;
  }

  public Notifications source(String value) {
    source = value;
    return this;
  }

  public Notifications format(WebhookFormat value) {
    format = value;
    return this;
  }

  public Notifications headers(Map<String, String> value) {
    headers = value;
    return this;
  }

  public Notifications timeoutSeconds(int value) {
    timeoutSeconds = value;
    return this;
  }

  public Notifications attempt(int value) {
    attempt = value;
    return this;
  }

  public Notifications content(Content value) {
    content = value;
    return this;
  }

  /** Its subscription has a template whose only part is this {@code chat}. */
  public Notifications chat(String template) {
    return template(new TemplateParts(null, null, null, null, null, template, false));
  }

  /** Its subscription has a template whose only part is this {@code body}. */
  public Notifications body(String contentType, String template) {
    return template(new TemplateParts(null, null, null, template, contentType, null, false));
  }

  private Notifications template(TemplateParts parts) {
    return content(new Content(MessageTemplate.of(parts), null));
  }

  public Notifications signer(MessageSigner value) {
    signer = value;
    return this;
  }

  public Notifications test() {
    test = true;
    return this;
  }

  public Notification build() {
    Event event =
        new Event(
            EVENT_ID,
            "acme",
            source,
            type,
            type.toLowerCase(java.util.Locale.ROOT),
            severity,
            title,
            RECEIVED_AT,
            RECEIVED_AT,
            new JsonText(details),
            correlationId,
            null,
            new JsonText(extensions));
    Subscription subscription =
        Subscription.builder(SUBSCRIPTION_ID, "acme", RECEIVED_AT)
            .eventType(event.eventType())
            .to(channel, target)
            .headers(headers)
            .timeoutSeconds(timeoutSeconds)
            .format(format)
            .revision(1)
            .build();
    return new Notification(DELIVERY_ID, attempt, event, subscription, signer, test, content);
  }
}
