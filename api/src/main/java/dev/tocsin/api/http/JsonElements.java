package dev.tocsin.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.errors.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a JSON array into the texts of its elements, so that each can be read for itself. */
public final class JsonElements {
  // The limits of an element are told by who reads it.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private JsonElements() {}

  /**
   * @param most how many elements it may have
   * @return each element in UTF-8, as it stood in the array
   * @throws InvalidJsonException where it is no JSON in UTF-8, or more than one value
   * @throws InvalidRequestException where it is no array, or one of more elements
   */
  public static List<byte[]> split(byte[] array, int most) {
    try {
      String text = JsonReader.decode(array);
      try (JsonParser parser = FACTORY.createParser(text)) {
        return split(text, parser, most);
      }
    } catch (JsonProcessingException | CharacterCodingException notJson) {
      throw new InvalidJsonException();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static List<byte[]> split(String text, JsonParser parser, int most) throws IOException {
    boolean isArray = parser.nextToken() == JsonToken.START_ARRAY;
    List<byte[]> elements = new ArrayList<>();
    int count = 0;
    while (isArray && parser.nextToken() != JsonToken.END_ARRAY) {
      long begin = parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      parser.finishToken();
      if (count++ < most) {
        long end = parser.currentLocation().getCharOffset();
        elements.add(text.substring((int) begin, (int) end).getBytes(UTF_8));
      }
    }
    parser.skipChildren();
    parser.finishToken();
    if (parser.currentToken() == null || parser.nextToken() != null) {
      throw new InvalidJsonException();
    }
    if (!isArray) {
      throw new InvalidRequestException(List.of("the body must be a JSON array of events"));
    }
    if (count > most) {
      throw new InvalidRequestException(
          List.of("the batch has " + count + " events; it can have at most " + most));
    }
    return elements;
  }
}
