package dev.tocsin.activities.channel.email;

/**
 * A mail, rendered.
 *
 * @param deliveryId goes along in the header {@link #DELIVERY_ID_HEADER}
 * @param from the address that it comes from
 * @param to one address, checked
 * @param subject one line without control characters
 */
public record Mail(
    String deliveryId, String from, String to, String subject, String html, String text) {
  /** By which a receiver tells that two mails are the same delivery. */
  public static final String DELIVERY_ID_HEADER = "X-Tocsin-Delivery-Id";
}
