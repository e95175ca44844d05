package dev.tocsin.contract.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which form a webhook writes an event. */
public enum WebhookFormat {
  /** The JSON object that subscribers have always received. */
  TOCSIN,
  /** A CloudEvent, all of it in the body: {@code application/cloudevents+json}. */
  CLOUDEVENTS_STRUCTURED,
  /** A CloudEvent whose attributes are headers, {@code ce-}…, and whose data is the body. */
  CLOUDEVENTS_BINARY;

  /** As the API names it: {@code cloudevents-binary}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of exactly that label. */
  public static Optional<WebhookFormat> parse(String label) {
    return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
  }
}
