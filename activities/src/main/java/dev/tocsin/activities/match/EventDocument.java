package dev.tocsin.activities.match;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The document that patterns are matched against, and whether its arrays are so long that they have
 * to be folded first ({@link ArrayFolding}).
 *
 * @param text as it is matched where it is not folded
 * @param tree the same, numbers kept in the digits they came in
 * @param leavesInArrays how many values stand inside of arrays
 */
record EventDocument(String text, JsonNode tree, int leavesInArrays) {
  /** A longer name is in no pattern, and event-ruler's parser would refuse it. */
  private static final int LONGEST_NAME = 16 * 1024;

  // The event was taken: what limits the parsers have by default must not stop it here.
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNameLength(Integer.MAX_VALUE)
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .build())
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
              .build());

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * @throws IllegalArgumentException where it is no JSON
   */
  static EventDocument of(String text) {
    if (text.indexOf('[') < 0 && text.length() <= LONGEST_NAME) {
      return new EventDocument(text, NODES.missingNode(), 0);
    }
    JsonNode tree = tree(text);
    return new EventDocument(
        text.length() <= LONGEST_NAME ? text : write(tree), tree, leavesInArrays(tree, false));
  }

  /**
   * A JSON text whose numbers keep the digits they came in, without names that no pattern has.
   *
   * @throws IllegalArgumentException where it is no JSON
   */
  static JsonNode tree(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      return read(parser);
    } catch (IOException refused) {
      throw new IllegalArgumentException("The matcher refused the document", refused);
    }
  }

  static String write(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Text can always be written", impossible);
    }
  }

  private static JsonNode read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          JsonNode value = read(parser);
          if (name.length() <= LONGEST_NAME) {
            object.set(name, value);
          }
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(read(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.rawValueNode(new RawValue(parser.getText()));
    };
  }

  private static int leavesInArrays(JsonNode node, boolean inArray) {
    if (!node.isContainerNode()) {
      return inArray ? 1 : 0;
    }
    int leaves = 0;
    for (JsonNode child : node) {
      leaves += leavesInArrays(child, inArray || node.isArray());
    }
    return leaves;
  }
}
