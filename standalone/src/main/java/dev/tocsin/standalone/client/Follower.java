package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.Attempt;
import dev.tocsin.client.Calls;
import dev.tocsin.client.DeliveryStatus;
import dev.tocsin.client.Event;
import dev.tocsin.client.EventDelivery;
import dev.tocsin.client.EventStatus;
import dev.tocsin.client.TocsinClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ExitCode;

/** Watches an event until all of its deliveries are settled, and prints what changes. */
final class Follower {
  private static final long LOOK_EVERY_MS = 250;

  private final TocsinClient client;
  private final ClientOptions options;
  private final Map<String, String> shown = new HashMap<>();

  Follower(TocsinClient client, ClientOptions options) {
    this.client = client;
    this.options = options;
  }

  /** Returns the exit code: OK only where every delivery is sent. */
  int follow(String eventId, Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    Event event = look(eventId);
    while (!isSettled(event) && System.nanoTime() < until) {
      pause();
      event = look(eventId);
    }
    if (options.json()) {
      JsonNode whole = client.send(Calls.event(eventId).asJson());
      options.out().println(whole);
    } else {
      options.out().println(summary(event));
    }
    options.out().flush();
    return isSettled(event) && notSent(event) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Event look(String eventId) {
    Event event = client.event(eventId);
    if (!options.json()) {
      event.deliveries().forEach(this::tellChange);
      options.out().flush();
    }
    return event;
  }

  /** Of an event with over 200 deliveries not all are shown; NOTIFIED speaks for all of them. */
  private static boolean isSettled(Event event) {
    return event.status() == EventStatus.NOTIFIED
        || (event.status() == EventStatus.PROCESSED
            && !event.moreDeliveries()
            && event.deliveries().stream().allMatch(delivery -> delivery.status().isSettled()));
  }

  private static long notSent(Event event) {
    return event.deliveries().stream().filter(delivery -> !delivery.status().isSent()).count();
  }

  private void tellChange(EventDelivery delivery) {
    List<Attempt> attempts = delivery.attempts();
    String state = delivery.status() + " " + attempts.size();
    if (state.equals(shown.put(delivery.deliveryId(), state))) {
      return;
    }
    options
        .out()
        .printf(
            "  %s  %-9s  %-8s %s%n",
            delivery.deliveryId(),
            delivery.status(),
            delivery.channel(),
            attempts.isEmpty() ? "" : "attempt " + attempts.size());
    options.out().println("    " + Plain.text(delivery.target()));
    if (!attempts.isEmpty() && attempts.get(attempts.size() - 1).error() != null) {
      options.out().println("    " + Plain.text(attempts.get(attempts.size() - 1).error()));
    }
  }

  private static String summary(Event event) {
    int all = event.deliveries().size();
    if (!isSettled(event)) {
      return "Not settled yet: ./tocsin events " + event.eventId();
    }
    if (all == 0) {
      return "No subscription matches it.";
    }
    long missing = notSent(event);
    return missing == 0
        ? "Every delivery is SENT (" + all + (event.moreDeliveries() ? " and more)." : ").")
        : missing + " of " + all + " not SENT" + hint(event);
  }

  private static String hint(Event event) {
    boolean dead = event.deliveries().stream().anyMatch(one -> one.status() == DeliveryStatus.DEAD);
    return dead ? "; once its target is mended: ./tocsin redrive ID" : ".";
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
