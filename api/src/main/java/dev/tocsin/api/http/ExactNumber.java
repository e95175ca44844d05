package dev.tocsin.api.http;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A JSON number that remembers its digits as they were read: {@link #asText}. */
final class ExactNumber extends DecimalNode {
  private final String text;

  ExactNumber(String text) {
    super(new BigDecimal(text));
    this.text = text;
  }

  @Override
  public String asText() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExactNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
