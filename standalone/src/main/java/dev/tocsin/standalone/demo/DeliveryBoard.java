package dev.tocsin.standalone.demo;

import dev.tocsin.client.Attempt;
import dev.tocsin.client.DeliveryStatus;
import dev.tocsin.client.Event;
import dev.tocsin.client.EventDelivery;
import dev.tocsin.contract.model.Text;
import dev.tocsin.contract.temporal.WorkflowIds;
import dev.tocsin.standalone.dev.LocalTocsin;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of each delivery; prints each attempt once, when it is first seen. */
final class DeliveryBoard {
  private final LocalTocsin tocsin;
  private final PrintWriter out;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  DeliveryBoard(LocalTocsin tocsin, PrintWriter out) {
    this.tocsin = tocsin;
    this.out = out;
    out.println("Deliveries, as they happen");
  }

  private record Row(String type, EventDelivery delivery) {
    int attempts() {
      return delivery.attempts().size();
    }

    long millis() {
      return attempts() == 0 ? 0 : delivery.attempts().get(attempts() - 1).durationMs();
    }
  }

  void update(Event event) {
    for (EventDelivery delivery : event.deliveries()) {
      Row now = new Row(event.eventType(), delivery);
      Row before = rows.put(delivery.deliveryId(), now);
      for (int i = before == null ? 0 : before.attempts(); i < now.attempts(); i++) {
        print(event, delivery, delivery.attempts().get(i), i + 1 == now.attempts());
      }
    }
    out.flush();
  }

  boolean allSent() {
    return !rows.isEmpty()
        && rows.values().stream().allMatch(row -> row.delivery().status().isSent());
  }

  void printTable() {
    out.println();
    String format = "  %-14s %-8s %-30s %-9s %8s %6s%n";
    out.printf(format, "EVENT TYPE", "CHANNEL", "TARGET", "STATUS", "ATTEMPTS", "MS");
    for (Row row : rows.values()) {
      out.printf(
          format,
          Text.shorten(row.type(), 14),
          row.delivery().channel(),
          Text.shorten(row.delivery().target(), 30),
          row.delivery().status(),
          row.attempts(),
          row.millis());
    }
    out.println();
    out.flush();
  }

  private void print(Event event, EventDelivery delivery, Attempt attempt, boolean last) {
    String error = attempt.error();
    DeliveryStatus after = error == null ? DeliveryStatus.SENT : DeliveryStatus.RETRYING;
    out.printf(
        "  %-8s %-14s → %-8s %-22s attempt %d, %d ms%n",
        error != null && last ? delivery.status() : after,
        Text.shorten(event.eventType(), 14),
        delivery.channel(),
        Text.shorten(shortTarget(delivery), 22),
        attempt.attempt(),
        attempt.durationMs());
    if (error != null) {
      out.println("           " + error);
    }
    if (attempt.attempt() == 1) {
      page(event, delivery, error == null).ifPresent(page -> out.println("           " + page));
    }
  }

  /** A delivery that was SENT at once lived in its event's workflow. */
  private Optional<String> page(Event event, EventDelivery delivery, boolean atOnce) {
    String ofEvent = event.workflowId();
    return tocsin.uiPage(
        atOnce && ofEvent != null ? ofEvent : WorkflowIds.delivery(delivery.deliveryId()));
  }

  private static String shortTarget(EventDelivery delivery) {
    return delivery.target().replaceFirst("^https?://127\\.0\\.0\\.1:\\d+", "");
  }
}
