package dev.tocsin.activities.channel.telegram;

import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.message.DetailRow;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.message.SeverityColor;
import dev.tocsin.activities.channel.message.Summary;
import dev.tocsin.activities.template.Escaping;
import java.util.List;

/**
 * Writes a message in MarkdownV2: what the subscription's template makes, or else the headline, the
 * details as a table of fixed width, a link where there is one, and the ids. Telegram takes 4,096
 * characters after it has read the markup; this stays below it with the markup.
 */
final class TelegramMessage {
  private static final int LONGEST = 4096;
  private static final int LONGEST_TITLE = 1000;
  private static final int LONGEST_TYPE = 300;
  private static final int LONGEST_LINK = 500;
  private static final int LONGEST_ROW = 400;
  private static final int WIDEST_LABEL = 24;

  private final EventLinks links;

  TelegramMessage(EventLinks links) {
    this.links = links;
  }

  String of(Notification notification) {
    return notification
        .message()
        .chat(Escaping.TELEGRAM)
        .orElseGet(() -> inTheDefaultWay(notification));
  }

  private String inTheDefaultWay(Notification notification) {
    Summary summary = Summary.of(notification, links);
    String head =
        SeverityColor.circle(summary.severity())
            + " *"
            + summary.severity()
            + "* "
            + MarkdownV2.text(summary.eventType(), LONGEST_TYPE)
            + "\n*"
            + MarkdownV2.text(summary.title(), LONGEST_TITLE)
            + "*\n"
            + MarkdownV2.text(summary.time(), LONGEST_TYPE)
            + "\n";
    String foot = foot(notification, summary);
    return head + table(summary, LONGEST - head.length() - foot.length()) + foot;
  }

  private static String foot(Notification notification, Summary summary) {
    String link =
        summary
            .link()
            .map(url -> "[Show the event](" + MarkdownV2.address(url, LONGEST_LINK) + ")\n")
            .orElse("");
    return link
        + "`"
        + MarkdownV2.code(notification.event().eventId(), LONGEST_TYPE)
        + "`\n`"
        + MarkdownV2.code(notification.deliveryId(), LONGEST_TYPE)
        + "`";
  }

  private static String table(Summary summary, int room) {
    List<DetailRow> rows = summary.details().rows();
    if (rows.isEmpty()) {
      return "";
    }
    int width =
        rows.stream().mapToInt(row -> Math.min(row.label().length(), WIDEST_LABEL)).max().orElse(0);
    StringBuilder table = new StringBuilder("```\n");
    int left = summary.details().omitted();
    for (int at = 0; at < rows.size(); at++) {
      String row = row(rows.get(at), width);
      // Room for the line that tells how many are missing, and for the fence.
      if (table.length() + row.length() + 40 > room) {
        left += rows.size() - at;
        break;
      }
      table.append(row).append('\n');
    }
    if (left > 0) {
      table.append("… and ").append(left).append(" more\n");
    }
    return table.append("```\n").toString();
  }

  private static String row(DetailRow row, int width) {
    String padding = " ".repeat(Math.max(0, width - row.label().length()) + 2);
    return MarkdownV2.code(row.label() + padding + row.value(), LONGEST_ROW);
  }
}
