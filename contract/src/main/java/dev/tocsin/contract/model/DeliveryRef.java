package dev.tocsin.contract.model;

/**
 * What a delivery's own workflow holds of it: ids, and what makes it readable in the Temporal UI.
 *
 * @param type the event's type as published
 * @param where the target as operators may see it: a URL's host, a mail address's domain
 */
public record DeliveryRef(
    DeliveryKey key,
    String eventId,
    String subscriptionId,
    String tenant,
    String type,
    Severity severity,
    String channel,
    String where,
    DeliveryStatus status) {

  /** One line for the Temporal UI, for instance {@code [HIGH] deployment → WEBHOOK example.com}. */
  public String summary() {
    return "[" + severity + "] " + Text.shorten(type, 80) + " → " + channel + " " + where;
  }
}
