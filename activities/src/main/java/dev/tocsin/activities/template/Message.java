package dev.tocsin.activities.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.Text;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription's own content makes of one event, part by part; empty where it leaves a part
 * to the default. Every part fails with a {@link TemplateFault} where its template does. Not
 * thread-safe.
 */
public final class Message {
  /** The longest subject in characters: a line of a mail (RFC 5322, section 2.1.1). */
  static final int LONGEST_SUBJECT = 998;

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  private final Content content;
  private final Event event;
  private final Subscription subscription;
  private final String deliveryId;
  private @Nullable ObjectNode view;

  Message(Content content, Event event, Subscription subscription, String deliveryId) {
    this.content = content;
    this.event = event;
    this.subscription = subscription;
    this.deliveryId = deliveryId;
  }

  /**
   * The body of a webhook.
   *
   * @param contentType lower-cased, without parameters
   */
  public record Body(String contentType, String text) {
    /** Whether the text is JSON: it was checked, then. */
    public boolean isJson() {
      return ContentTypes.isJson(contentType);
    }
  }

  /** One line of at most 998 characters, whatever values hold. */
  public Optional<String> subject() {
    return content
        .template()
        .subject()
        .map(template -> fill("subject", template))
        .map(line -> Text.shorten(BREAKS.matcher(line).replaceAll(" ").strip(), LONGEST_SUBJECT));
  }

  public Optional<String> html() {
    return content.template().html().map(template -> fill("html", template));
  }

  public Optional<String> text() {
    return content.template().text().map(template -> fill("text", template));
  }

  /** Of a JSON content type, it is JSON. */
  public Optional<Body> body() {
    InputTransform transform = content.transform();
    if (transform != null) {
      return Optional.of(new Body(ContentTypes.DEFAULT, transform.apply(event, subscription)));
    }
    return content.template().body().map(this::body);
  }

  /**
   * A message in a chat channel.
   *
   * @param escaping the markup of that channel
   */
  public Optional<String> chat(Escaping escaping) {
    return content.template().chat(escaping).map(template -> fill("chat", template));
  }

  private Body body(CompiledTemplate template) {
    String type = content.template().contentType();
    String text = fill("body", template);
    if (ContentTypes.isJson(type)) {
      try {
        ExactJson.parse(text);
      } catch (JsonProcessingException notJson) {
        JsonLocation where = notJson.getLocation();
        throw new TemplateFault(
            "body",
            where == null ? 1 : where.getLineNr(),
            where == null ? 1 : where.getColumnNr(),
            "what it makes is not JSON, at this place of the result: "
                + Text.shorten(String.valueOf(notJson.getOriginalMessage()), 160));
      }
    }
    return new Body(type, text);
  }

  private String fill(String part, CompiledTemplate template) {
    if (view == null) {
      view = EventView.of(event, subscription.subscriptionId(), deliveryId);
    }
    try {
      return template.fill(view);
    } catch (TemplateFault fault) {
      throw fault.in(part);
    }
  }
}
