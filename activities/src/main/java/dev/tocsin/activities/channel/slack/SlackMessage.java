package dev.tocsin.activities.channel.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.message.DetailRow;
import dev.tocsin.activities.channel.message.EscapedText;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.message.SeverityColor;
import dev.tocsin.activities.channel.message.Summary;
import dev.tocsin.activities.template.Escaping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message: what the subscription's template makes, or else the headline as its text, and
 * beside a bar in the severity's colour the table of details as Block Kit sections. The first
 * block's id is the delivery's.
 *
 * <p>It stays far below Slack's limits (50 blocks a message, 10 fields a section, 2,000 characters
 * a field, 3,000 a text): details have 30 rows at most.
 */
final class SlackMessage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_HEADLINE = 2900;
  private static final int LONGEST_FIELD = 1000;
  private static final int FIELDS_OF_A_SECTION = 10;

  private final EventLinks links;

  SlackMessage(EventLinks links) {
    this.links = links;
  }

  /**
   * As UTF-8.
   *
   * @param conversation where {@code chat.postMessage} is to put it; absent for a webhook, which
   *     has its own place
   */
  byte[] of(Notification notification, @Nullable String conversation) {
    ObjectNode message = JSON.createObjectNode();
    if (conversation != null) {
      message.put("channel", conversation);
    }
    // Links in an event are the publisher's: Slack is not to fetch and show their pages.
    message.put("unfurl_links", false).put("unfurl_media", false);
    notification
        .message()
        .chat(Escaping.SLACK)
        .ifPresentOrElse(
            own -> message.put("text", own), () -> inTheDefaultWay(message, notification));
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can always be written", impossible);
    }
  }

  private void inTheDefaultWay(ObjectNode message, Notification notification) {
    Summary summary = Summary.of(notification, links);
    message.put("text", escaped(summary.headline(), LONGEST_HEADLINE));
    message
        .putArray("attachments")
        .addObject()
        .put("color", SeverityColor.of(summary.severity()))
        .set("blocks", blocks(notification, summary));
  }

  private static ArrayNode blocks(Notification notification, Summary summary) {
    ArrayNode blocks = JSON.createArrayNode();
    section(
        blocks,
        List.of(
            new DetailRow("Type", summary.eventType()),
            new DetailRow("Severity", summary.severity().name()),
            new DetailRow("Time", summary.time()),
            new DetailRow("Event", notification.event().eventId())));
    ((ObjectNode) blocks.get(0)).put("block_id", notification.deliveryId());
    List<DetailRow> rows = summary.details().rows();
    for (int from = 0; from < rows.size(); from += FIELDS_OF_A_SECTION) {
      section(blocks, rows.subList(from, Math.min(from + FIELDS_OF_A_SECTION, rows.size())));
    }
    if (summary.details().omitted() > 0) {
      context(blocks, "… and " + summary.details().omitted() + " more details");
    }
    String about = "Subscription " + notification.subscription().subscriptionId();
    context(
        blocks,
        summary
            .link()
            .map(link -> "<" + escaped(link, LONGEST_FIELD) + "|Show the event> · " + about)
            .orElse(about));
    return blocks;
  }

  private static void section(ArrayNode blocks, List<DetailRow> rows) {
    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    for (DetailRow row : rows) {
      markup(
          fields.addObject(),
          "*" + escaped(row.label(), LONGEST_FIELD) + "*\n" + escaped(row.value(), LONGEST_FIELD));
    }
  }

  private static void context(ArrayNode blocks, String text) {
    markup(blocks.addObject().put("type", "context").putArray("elements").addObject(), text);
  }

  /** Verbatim: names and addresses in an event become neither mentions nor links. */
  private static void markup(ObjectNode element, String text) {
    element.put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  /** Slack's three control characters, as its guide to formatting text asks for. */
  static String escaped(String text, int max) {
    return EscapedText.fit(
        text,
        max,
        character ->
            switch (character) {
              case '&' -> "&amp;";
              case '<' -> "&lt;";
              case '>' -> "&gt;";
              default -> Character.toString(character);
            });
  }
}
