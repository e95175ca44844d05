package dev.tocsin.standalone.client;

import dev.tocsin.client.Attempt;
import dev.tocsin.client.Event;
import dev.tocsin.client.EventDelivery;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One event with its deliveries and their attempts, for people. */
final class EventText {
  private final PrintWriter out;

  EventText(PrintWriter out) {
    this.out = out;
  }

  void print(Event event) {
    field("event", event.eventId());
    field("type", event.eventType());
    field("severity", event.severity().name());
    field("title", event.title());
    field("details", event.details().toString());
    field("version", event.schemaVersion());
    field("source", event.source());
    if (event.extensions() != null) {
      field("extensions", event.extensions().toString());
    }
    if (!event.eventId().equals(event.correlationId())) { // which it is where nobody gave one
      field("correlation", event.correlationId());
    }
    field("received", Plain.time(event.receivedAt(), true));
    field("status", event.status().name());
    field("workflow", event.workflowId());
    if (event.progress() != null) {
      field("sent", event.progress().sent() + " of " + event.progress().deliveries());
    }
    event.deliveries().forEach(this::print);
    if (event.moreDeliveries()) {
      out.println("and more: ./tocsin deliveries");
    }
  }

  private void print(EventDelivery delivery) {
    out.println();
    field("delivery", delivery.deliveryId() + "  " + delivery.status());
    field("  by", delivery.subscriptionId());
    field("  to", delivery.channel() + " " + delivery.target());
    delivery.attempts().forEach(this::print);
    if (delivery.nextAttemptAt() != null) {
      field("  next", Plain.time(delivery.nextAttemptAt(), true));
    }
  }

  private void print(Attempt attempt) {
    String status = attempt.httpStatus() == null ? "" : ", " + attempt.httpStatus();
    field(
        "  " + attempt.attempt() + ".",
        "%s, %d ms%s".formatted(Plain.time(attempt.at(), true), attempt.durationMs(), status));
    field("", attempt.error());
  }

  private void field(String name, @Nullable String value) {
    if (value != null) {
      out.printf("%-11s %s%n", name, Plain.text(value));
    }
  }
}
