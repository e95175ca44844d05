package dev.tocsin.contract.model;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A JSON document as compact text. Kept as text so that key order and the exact digits of numbers
 * reach the subscriber as the publisher sent them.
 */
public record JsonText(@JsonValue @JsonRawValue String text) {
  /** {@code {}}. */
  public static final JsonText EMPTY_OBJECT = new JsonText("{}");

  @Override
  public String toString() {
    return text;
  }
}
