package dev.tocsin.activities.channel.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Text;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The details of an event as a table: one row for each key of the object, in its order.
 *
 * @param rows the first 30 at most; labels of at most 100 characters, values of at most 300
 * @param omitted how many rows are left out
 */
public record DetailTable(List<DetailRow> rows, int omitted) {
  private static final int MOST_ROWS = 30;
  private static final int LONGEST_LABEL = 100;
  private static final int LONGEST_VALUE = 300;
  private static final JsonFactory JSON = new JsonFactory();

  public DetailTable {
    rows = List.copyOf(rows);
  }

  /** The table of a JSON object; numbers keep the digits that they were published with. */
  static DetailTable of(JsonText details) {
    List<DetailRow> rows = new ArrayList<>();
    int omitted = 0;
    try (JsonParser parser = JSON.createParser(details.text())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String label = parser.currentName();
        parser.nextToken();
        if (rows.size() < MOST_ROWS) {
          rows.add(
              new DetailRow(
                  Text.shorten(Summary.oneLine(label), LONGEST_LABEL),
                  Text.shorten(Summary.oneLine(value(parser)), LONGEST_VALUE)));
        } else {
          parser.skipChildren();
          omitted++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DetailTable(rows, omitted);
  }

  /** Leaves the parser at the value's last token. */
  private static String value(JsonParser parser) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    StringWriter compact = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(compact)) {
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric()) {
          generator.writeNumber(parser.getText());
        } else {
          generator.copyCurrentEvent(parser);
        }
      } while (depth > 0 && parser.nextToken() != null);
    }
    return compact.toString();
  }
}
