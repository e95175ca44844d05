package dev.tocsin.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.errors.InvalidJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads one body; used once. Of a key that comes twice the last value counts, as in JavaScript. */
final class JsonReader {
  /** How deep a body can be nested; the body itself is the first level. */
  static final int DEEPEST = 64;

  static final int MOST_DIGITS = 100;
  private static final BigDecimal LARGEST = new BigDecimal("1e308");
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  // Jackson's own limits are lifted up to the size of a body: ours say what is wrong.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(RequestBody.MOST_BYTES)
                  .maxNumberLength(RequestBody.MOST_BYTES)
                  .maxNameLength(RequestBody.MOST_BYTES)
                  .maxStringLength(RequestBody.MOST_BYTES)
                  .build())
          // Names of details are the publishers': kept in no table that outlives the request.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  // A set: a million NULs are one fault of their field.
  private final Set<JsonBody.Oddity> oddities = new LinkedHashSet<>();
  private String field = "";

  JsonBody read(byte[] body) {
    return read(body, 1);
  }

  JsonBody readField(String name, byte[] value) {
    field = name;
    return read(value, 2);
  }

  private JsonBody read(byte[] body, int depth) {
    try (JsonParser parser = FACTORY.createParser(decode(body))) {
      if (parser.nextToken() == null) {
        throw new InvalidJsonException();
      }
      JsonNode root = value(parser, depth);
      if (parser.nextToken() != null) {
        throw new InvalidJsonException();
      }
      return new JsonBody(root, List.copyOf(oddities));
    } catch (JsonProcessingException | CharacterCodingException notJson) {
      throw new InvalidJsonException();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static String decode(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private JsonNode value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> NODES.textNode(checked(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode object(JsonParser parser, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    if (tooDeep(parser, depth)) {
      return object;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (depth == 1) {
        field = name;
      }
      checked(name);
      parser.nextToken();
      object.set(name, value(parser, depth + 1));
    }
    return object;
  }

  private JsonNode array(JsonParser parser, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    if (tooDeep(parser, depth)) {
      return array;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, depth + 1));
    }
    return array;
  }

  private boolean tooDeep(JsonParser parser, int depth) throws IOException {
    if (depth <= DEEPEST) {
      return false;
    }
    odd("must not make the body nest deeper than " + DEEPEST + " levels");
    parser.skipChildren();
    return true;
  }

  private String checked(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0) {
        odd("must not contain the NUL character");
      } else if (Character.isHighSurrogate(c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(c)) {
        odd("must not contain half of a surrogate pair");
      }
    }
    return text;
  }

  private JsonNode number(String text) {
    if (text.chars().filter(Character::isDigit).count() > MOST_DIGITS) {
      odd("must not contain a number of more than " + MOST_DIGITS + " digits");
      return NODES.numberNode(0);
    }
    try {
      ExactNumber number = new ExactNumber(text);
      if (number.decimalValue().abs().compareTo(LARGEST) <= 0) {
        return number;
      }
    } catch (NumberFormatException exponentBeyondInt) {
      // Said below.
    }
    odd("must not contain a number beyond ±1e308");
    return NODES.numberNode(0);
  }

  private void odd(String fault) {
    oddities.add(new JsonBody.Oddity(field, JsonBody.shown(field) + " " + fault));
  }
}
