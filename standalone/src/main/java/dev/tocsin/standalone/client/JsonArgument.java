package dev.tocsin.standalone.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON given on the command line, as {@code @FILE}, or as {@code -} for the standard input. */
public final class JsonArgument {
  /** Numbers keep their digits. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonArgument() {}

  /**
   * @param option for messages
   * @throws CommandFault where it cannot be read, or is not JSON
   */
  static JsonNode read(String option, String text, InputStream in) {
    if (text.equals("-")) {
      return file(option, "-", in);
    }
    return text.startsWith("@") ? file(option, text.substring(1), in) : parse(option, text);
  }

  /** The same of a file, or of {@code -}. */
  public static JsonNode file(String option, String file, InputStream in) {
    try {
      return parse(
          option,
          file.equals("-")
              ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw CommandFault.usage(option + ": cannot read " + file + " as a UTF-8 text");
    }
  }

  /** Reads value after value. */
  static JsonParser parser(Reader reader) throws IOException {
    JsonParser parser = MAPPER.createParser(reader);
    parser.setCodec(MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
    return parser;
  }

  /** One value and nothing after it. */
  static JsonNode tree(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  private static JsonNode parse(String option, String text) {
    try {
      JsonNode json = tree(text);
      if (!json.isMissingNode()) {
        return json;
      }
    } catch (JsonProcessingException notJson) {
      throw CommandFault.usage(option + " is not JSON: " + notJson.getOriginalMessage());
    }
    throw CommandFault.usage(option + " is empty, where JSON is needed");
  }
}
