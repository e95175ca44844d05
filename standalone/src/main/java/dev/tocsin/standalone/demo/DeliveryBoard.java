package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
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

  private record Row(
      String type, String channel, String target, String status, int attempts, long millis) {}

  void update(JsonNode event) {
    for (JsonNode delivery : event.path("deliveries")) {
      String id = delivery.path("deliveryId").asText();
      Row before = rows.get(id);
      Row now = row(event, delivery);
      rows.put(id, now);
      for (int i = before == null ? 0 : before.attempts(); i < now.attempts(); i++) {
        print(event, delivery, delivery.path("attempts").get(i), i + 1 == now.attempts());
      }
    }
    out.flush();
  }

  boolean allSent() {
    return !rows.isEmpty() && rows.values().stream().allMatch(row -> row.status().equals("SENT"));
  }

  void printTable() {
    out.println();
    String format = "  %-14s %-8s %-30s %-9s %8s %6s%n";
    out.printf(format, "EVENT TYPE", "CHANNEL", "TARGET", "STATUS", "ATTEMPTS", "MS");
    for (Row row : rows.values()) {
      out.printf(
          format,
          Text.shorten(row.type(), 14),
          row.channel(),
          Text.shorten(row.target(), 30),
          row.status(),
          row.attempts(),
          row.millis());
    }
    out.println();
    out.flush();
  }

  private void print(JsonNode event, JsonNode delivery, JsonNode attempt, boolean last) {
    String error = attempt.path("error").asText("");
    out.printf(
        "  %-8s %-14s → %-8s %-22s attempt %d, %d ms%n",
        error.isEmpty() ? "SENT" : last ? delivery.path("status").asText() : "RETRYING",
        Text.shorten(event.path("eventType").asText(), 14),
        delivery.path("channel").asText(),
        Text.shorten(shortTarget(delivery), 22),
        attempt.path("attempt").asInt(),
        attempt.path("durationMs").asLong());
    if (!error.isEmpty()) {
      out.println("           " + error);
    }
    if (attempt.path("attempt").asInt() == 1) {
      page(event, delivery, error.isEmpty()).ifPresent(page -> out.println("           " + page));
    }
  }

  /** A delivery that was SENT at once lived in its event's workflow. */
  private Optional<String> page(JsonNode event, JsonNode delivery, boolean atOnce) {
    return tocsin.uiPage(
        atOnce
            ? event.path("workflowId").asText()
            : WorkflowIds.delivery(delivery.path("deliveryId").asText()));
  }

  private static String shortTarget(JsonNode delivery) {
    return delivery.path("target").asText().replaceFirst("^https?://127\\.0\\.0\\.1:\\d+", "");
  }

  private static Row row(JsonNode event, JsonNode delivery) {
    long millis = 0;
    for (JsonNode attempt : delivery.path("attempts")) {
      millis = attempt.path("durationMs").asLong();
    }
    return new Row(
        event.path("eventType").asText(),
        delivery.path("channel").asText(),
        delivery.path("target").asText(),
        delivery.path("status").asText(),
        delivery.path("attempts").size(),
        millis);
  }
}
