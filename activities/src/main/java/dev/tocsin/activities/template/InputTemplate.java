package dev.tocsin.activities.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.contract.model.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document, or a plain text, with {@code <variables>}. A variable of a JSON document becomes
 * a JSON value where it stands outside of quotes, and text inside of a string where it stands in
 * quotes; a plain text becomes a JSON string as a whole.
 */
final class InputTemplate {
  /** In characters, as EventBridge has it. */
  static final int LONGEST = 8192;

  private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_.-]+)>");

  /** Stands for a value in the trial; from the private use area, so that no template has it. */
  private static final String FILLER = "\uE000";

  private final boolean json;
  private final List<Piece> pieces = new ArrayList<>();

  /** Either text, or a variable and whether it stands in quotes. */
  private record Piece(String text, String variable, boolean quoted) {}

  private InputTemplate(boolean json) {
    this.json = json;
  }

  /**
   * @param known the names of all variables
   * @throws TemplateFault where it is none
   */
  static InputTemplate of(String text, Set<String> known) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || text.length() > LONGEST) {
      throw new TemplateFault(1, 1, "it must have 1 to " + LONGEST + " characters");
    }
    boolean json = "{[\"".indexOf(trimmed.charAt(0)) >= 0 || VARIABLE.matcher(trimmed).matches();
    InputTemplate template = new InputTemplate(json);
    template.read(text, known);
    if (json) {
      template.tryOut();
    }
    return template;
  }

  /**
   * The document in compact form.
   *
   * @throws TemplateFault where it becomes too long
   */
  String fill(Map<String, JsonNode> values) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece.variable().isEmpty()) {
        out.append(piece.text());
      } else {
        out.append(written(values.get(piece.variable()), piece.quoted()));
      }
      if (out.length() > CompiledTemplate.LONGEST_RESULT) {
        throw new TemplateFault(
            1, 1, "it makes more than " + CompiledTemplate.LONGEST_RESULT + " characters");
      }
    }
    return json ? compact(out.toString()) : '"' + ExactJson.quotable(out.toString()) + '"';
  }

  private static String compact(String document) {
    try {
      return ExactJson.write(ExactJson.parse(document));
    } catch (JsonProcessingException tooDeep) {
      // It was tried out with values that are not objects, and became JSON.
      throw new TemplateFault(1, 1, "it makes a document that is nested too deep");
    }
  }

  /** What is missing is an empty string, or nothing inside of one. */
  private String written(@Nullable JsonNode value, boolean quoted) {
    if (json && !quoted) {
      return value == null ? "\"\"" : ExactJson.write(value);
    }
    if (value == null) {
      return "";
    }
    // As EventBridge: an object in a string loses its quotes, so that the string does not end.
    String text = ExactJson.plain(value);
    text = value.isContainerNode() ? text.replace("\"", "") : text;
    return json ? ExactJson.quotable(text) : text;
  }

  private void read(String text, Set<String> known) {
    Matcher variable = VARIABLE.matcher(text);
    boolean quoted = false;
    int begin = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<' && variable.region(at, text.length()).lookingAt()) {
        String name = variable.group(1);
        if (!known.contains(name)) {
          throw at(text, at, "<" + Text.shorten(name, 64) + "> is not in inputPathsMap");
        }
        pieces.add(new Piece(text.substring(begin, at), "", quoted));
        pieces.add(new Piece("", name, quoted));
        at = variable.end();
        begin = at;
        continue;
      }
      if (quoted && c == '\\') {
        at++;
      } else if (json && c == '"') {
        quoted = !quoted;
      }
      at++;
    }
    pieces.add(new Piece(text.substring(begin), "", quoted));
  }

  /** With fillers as long as the variables, so that places stay what they are. */
  private void tryOut() {
    StringBuilder trial = new StringBuilder();
    for (Piece piece : pieces) {
      int length = piece.variable().length() + 2;
      trial.append(
          piece.variable().isEmpty()
              ? piece.text()
              : piece.quoted() ? FILLER.repeat(length) : "0" + " ".repeat(length - 1));
    }
    try {
      refuseVariableNames(ExactJson.parse(trial.toString()));
    } catch (JsonProcessingException notJson) {
      JsonLocation where = notJson.getLocation();
      throw new TemplateFault(
          where == null ? 1 : where.getLineNr(),
          where == null ? 1 : where.getColumnNr(),
          "it begins as JSON and is none: "
              + Text.shorten(String.valueOf(notJson.getOriginalMessage()), 160));
    }
  }

  private void refuseVariableNames(JsonNode document) {
    document
        .properties()
        .forEach(
            field -> {
              if (field.getKey().contains(FILLER)) {
                throw new TemplateFault(1, 1, "a variable cannot be the key of an object");
              }
            });
    document.forEach(this::refuseVariableNames);
  }

  private static TemplateFault at(String text, int offset, String reason) {
    String before = text.substring(0, offset);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return new TemplateFault(line, offset - before.lastIndexOf('\n'), reason);
  }
}
