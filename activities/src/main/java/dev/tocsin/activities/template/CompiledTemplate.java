package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.tocsin.activities.template.TemplateTags.Tag;
import dev.tocsin.contract.model.Text;
import java.util.List;

/** One part of a template, ready to be filled with any number of events. Thread-safe. */
final class CompiledTemplate {
  /** In characters. */
  static final int LONGEST = 64 * 1024;

  static final int LONGEST_RESULT = 256 * 1024;

  private final Template template;
  private final List<Tag> tags;

  private CompiledTemplate(Template template, List<Tag> tags) {
    this.template = template;
    this.tags = tags;
  }

  /**
   * @param strict whether a variable that the event does not have is an error
   * @throws TemplateFault where it is no template
   */
  static CompiledTemplate of(String text, Escaping escaping, boolean strict) {
    if (text.length() > LONGEST) {
      throw new TemplateFault(1, 1, "it has more than " + LONGEST + " characters");
    }
    List<Tag> tags = TemplateTags.of(text);
    Mustache.Compiler compiler =
        Mustache.compiler()
            .withCollector(new EventCollector(1 + tags.size()))
            .withFormatter(value -> escaping.of(json(value)))
            .withEscaper(escaping::inQuotes)
            .strictSections(false);
    compiler = strict ? compiler.nullValue("") : compiler.defaultValue("");
    try {
      return new CompiledTemplate(compiler.compile(text), tags);
    } catch (MustacheException refused) {
      throw new TemplateFault(1, 1, Text.shorten(String.valueOf(refused.getMessage()), 200));
    }
  }

  /**
   * @throws TemplateFault where it fails with this event
   */
  String fill(JsonNode event) {
    LimitedText text = new LimitedText(LONGEST_RESULT);
    try {
      template.execute(new Seen(event, new Effort()), text);
      return text.toString();
    } catch (MustacheException.Context failed) {
      throw at(failed);
    } catch (MustacheException failed) {
      throw last("it makes more than " + LONGEST_RESULT + " characters");
    } catch (Effort.TooMuch failed) {
      throw last(String.valueOf(failed.getMessage()));
    }
  }

  private TemplateFault at(MustacheException.Context failed) {
    String reason =
        failed.getCause() instanceof Effort.TooMuch tooMuch
            ? String.valueOf(tooMuch.getMessage())
            : "the event has no " + Text.shorten(failed.key, 100);
    return tags.stream()
        .filter(tag -> tag.line() == failed.lineNo && tag.name().equals(failed.key))
        .findFirst()
        .map(tag -> tag.fault(reason))
        .orElseGet(() -> new TemplateFault(failed.lineNo, 1, reason));
  }

  /** Where elements repeat is where too much comes from; else it is the text as a whole. */
  private TemplateFault last(String reason) {
    return tags.stream()
        .filter(tag -> tag.kind() == '#')
        .findFirst()
        .map(tag -> tag.fault(reason))
        .orElseGet(() -> new TemplateFault(1, 1, reason));
  }

  /** Whatever the library hands to be written: ours, or its own -first, -last and -index. */
  private static JsonNode json(Object value) {
    if (value instanceof Seen seen) {
      return seen.json();
    }
    if (value instanceof Boolean bool) {
      return BooleanNode.valueOf(bool);
    }
    if (value instanceof Integer index) {
      return IntNode.valueOf(index);
    }
    String text = String.valueOf(value);
    // The library's stand-in for what is missing or null.
    return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
  }
}
