package dev.tocsin.activities.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tags of a template with their places, so that a fault can say where, and what the library
 * would take but a template of Tocsin may not have: other templates, other delimiters, and sections
 * deeper than {@link #DEEPEST}.
 */
final class TemplateTags {
  static final int DEEPEST = 20;

  private static final Pattern NAME = Pattern.compile("(?!\\.{2,}$)[^{}\\p{Cntrl}]{1,256}");

  private final String text;
  private final List<Tag> tags = new ArrayList<>();
  private final Deque<Tag> open = new ArrayDeque<>();

  /**
   * A tag.
   *
   * @param kind {@code #}, {@code ^}, {@code /}, {@code !}, {@code &}, or a space for a variable
   */
  record Tag(char kind, String name, int line, int column) {
    TemplateFault fault(String reason) {
      return new TemplateFault(line, column, reason);
    }
  }

  private TemplateTags(String text) {
    this.text = text;
  }

  /**
   * @throws TemplateFault where it is no template
   */
  static List<Tag> of(String text) {
    return new TemplateTags(text).scan();
  }

  private List<Tag> scan() {
    int line = 1;
    int lineStart = 0;
    int at = 0;
    for (int begin = text.indexOf("{{"); begin >= 0; begin = text.indexOf("{{", at)) {
      for (int i = at; i < begin; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      boolean triple = text.startsWith("{{{", begin);
      String close = triple ? "}}}" : "}}";
      int inside = begin + close.length();
      int end = text.indexOf(close, inside);
      Tag place = new Tag(' ', "", line, begin - lineStart + 1);
      if (end < 0) {
        throw place.fault("the tag has no " + close);
      }
      add(place, triple, text.substring(inside, end));
      at = begin;
      // A comment may go over several lines: they are counted from its beginning.
      for (int i = begin; i < end; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      at = end + close.length();
    }
    if (!open.isEmpty()) {
      throw open.peek().fault("the section {{#" + open.peek().name() + "}} is not closed");
    }
    return List.copyOf(tags);
  }

  private void add(Tag place, boolean triple, String content) {
    if (!triple && content.startsWith("!")) {
      return;
    }
    String trimmed = content.strip();
    if (trimmed.isEmpty()) {
      throw place.fault("the tag is empty");
    }
    char kind = triple ? '&' : trimmed.charAt(0);
    switch (kind) {
      case '>', '<', '$' -> throw place.fault("a template cannot include another one");
      case '=' -> throw place.fault("the delimiters {{ and }} cannot be changed");
      default -> {}
    }
    boolean marked = !triple && "#^/&".indexOf(kind) >= 0;
    String name = marked ? trimmed.substring(1).strip() : trimmed;
    if (!NAME.matcher(name).matches()) {
      throw place.fault("a name has 1 to 256 characters, not only dots, no braces, no line breaks");
    }
    Tag tag = new Tag(marked || triple ? kind : ' ', name, place.line(), place.column());
    nest(tag);
    tags.add(tag);
  }

  private void nest(Tag tag) {
    if (tag.kind() == '#' || tag.kind() == '^') {
      if (open.size() == DEEPEST) {
        throw tag.fault("sections can be " + DEEPEST + " deep");
      }
      open.push(tag);
    } else if (tag.kind() == '/') {
      Tag opened = open.poll();
      if (opened == null) {
        throw tag.fault("no section " + tag.name() + " is open");
      }
      if (!opened.name().equals(tag.name())) {
        throw tag.fault(
            "the section {{#" + opened.name() + "}} of line " + opened.line() + " is open");
      }
    }
  }
}
