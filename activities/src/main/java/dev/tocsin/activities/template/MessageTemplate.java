package dev.tocsin.activities.template;

import dev.tocsin.contract.model.TemplateParts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a template, ready to be filled. Thread-safe. */
public final class MessageTemplate {
  /** Has no part of its own: everything is written in the default way. */
  public static final MessageTemplate NONE =
      of(new TemplateParts(null, null, null, null, null, null, false));

  private final @Nullable CompiledTemplate subject;
  private final @Nullable CompiledTemplate html;
  private final @Nullable CompiledTemplate text;
  private final @Nullable CompiledTemplate body;
  private final String contentType;
  private final Map<Escaping, CompiledTemplate> chat = new EnumMap<>(Escaping.class);

  private MessageTemplate(TemplateParts parts) {
    boolean strict = parts.strict();
    this.contentType = parts.contentType() == null ? ContentTypes.DEFAULT : parts.contentType();
    this.subject = compile("subject", parts.subject(), Escaping.NONE, strict);
    this.html = compile("html", parts.html(), Escaping.HTML, strict);
    this.text = compile("text", parts.text(), Escaping.NONE, strict);
    this.body = compile("body", parts.body(), Escaping.ofContentType(contentType), strict);
    for (Escaping escaping : Escaping.values()) {
      CompiledTemplate compiled = compile("chat", parts.chat(), escaping, strict);
      if (compiled != null) {
        chat.put(escaping, compiled);
      }
    }
  }

  /**
   * @throws TemplateFault with the part, where one is no template
   */
  public static MessageTemplate of(TemplateParts parts) {
    return new MessageTemplate(parts);
  }

  Optional<CompiledTemplate> subject() {
    return Optional.ofNullable(subject);
  }

  Optional<CompiledTemplate> html() {
    return Optional.ofNullable(html);
  }

  Optional<CompiledTemplate> text() {
    return Optional.ofNullable(text);
  }

  Optional<CompiledTemplate> body() {
    return Optional.ofNullable(body);
  }

  String contentType() {
    return contentType;
  }

  Optional<CompiledTemplate> chat(Escaping escaping) {
    return Optional.ofNullable(chat.get(escaping));
  }

  private static @Nullable CompiledTemplate compile(
      String part, @Nullable String text, Escaping escaping, boolean strict) {
    if (text == null) {
      return null;
    }
    try {
      return CompiledTemplate.of(text, escaping, strict);
    } catch (TemplateFault fault) {
      throw fault.in(part);
    }
  }
}
