package dev.tocsin.activities.template;

import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be used, or that failed with an event. Not the event's doing, nor the
 * target's: whoever wrote the template has to change it.
 */
public final class TemplateFault extends RuntimeException {
  private final @Nullable String part;
  private final int line;
  private final int column;
  private final String reason;

  TemplateFault(@Nullable String part, int line, int column, String reason) {
    super(
        (part == null ? "" : part + ", ") + "line " + line + ", column " + column + ": " + reason);
    this.part = part;
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  TemplateFault(int line, int column, String reason) {
    this(null, line, column, reason);
  }

  /** The field that holds the template: {@code html}. Absent where there is but one. */
  public @Nullable String part() {
    return part;
  }

  /** In the template, from 1. */
  public int line() {
    return line;
  }

  /** In the line, from 1. */
  public int column() {
    return column;
  }

  public String reason() {
    return reason;
  }

  TemplateFault in(String field) {
    return new TemplateFault(field, line, column, reason);
  }
}
