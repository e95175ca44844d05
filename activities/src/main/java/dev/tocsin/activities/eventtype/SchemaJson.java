package dev.tocsin.activities.eventtype;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.tocsin.contract.model.JsonText;
import java.math.BigDecimal;

/** Reads documents for validation: numbers exactly, so that no digit is lost to a double. */
final class SchemaJson {
  private static final int LONGEST = 1024 * 1024;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNameLength(LONGEST)
                          .maxStringLength(LONGEST)
                          .build())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new BoundedNumbers())
          .build();

  private SchemaJson() {}

  static JsonNode read(JsonText document) {
    try {
      return JSON.readTree(document.text());
    } catch (JsonProcessingException foreign) {
      throw new IllegalArgumentException("Not JSON", foreign);
    }
  }

  /**
   * Numbers below 1e-1000 count as 0: arithmetic with 1e-999999999 would make a number of a billion
   * digits.
   */
  private static final class BoundedNumbers extends JsonNodeFactory {
    private static final int MOST_DECIMALS = 1_000;

    BoundedNumbers() {
      super(true);
    }

    @Override
    public ValueNode numberNode(BigDecimal value) {
      return super.numberNode(value.scale() > MOST_DECIMALS ? BigDecimal.ZERO : value);
    }
  }
}
