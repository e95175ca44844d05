package dev.tocsin.activities.channel.outbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON answer that may have been cut off: only its beginning is kept, and a provider that
 * repeats a long message in its answer has still said that it took it.
 */
public final class LeadingFields {
  private static final JsonFactory JSON = new JsonFactory();

  private LeadingFields() {}

  /**
   * The texts, numbers and truth values of an object and of the objects in it, under names with
   * dots between ({@code result.message_id}), as far as the text goes; empty where it is no object.
   * What is in arrays is left out.
   */
  public static Map<String, String> of(@Nullable String json) {
    Map<String, String> fields = new HashMap<>();
    if (json == null) {
      return fields;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        read(parser, "", fields);
      }
    } catch (IOException cutOff) {
      // What came before is all that there is.
    }
    return fields;
  }

  private static void read(JsonParser parser, String prefix, Map<String, String> fields)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        read(parser, name + ".", fields);
      } else if (value == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (value != null && value != JsonToken.VALUE_NULL) {
        fields.put(name, parser.getText());
      }
    }
  }
}
