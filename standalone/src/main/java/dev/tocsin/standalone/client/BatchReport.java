package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.client.BatchEntry;
import dev.tocsin.client.Published;
import dev.tocsin.client.TocsinException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import picocli.CommandLine.ExitCode;

/** Tells what became of many events, while it becomes known, and in the end how many were taken. */
final class BatchReport {
  private static final int TOLD_EVERY = 500;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private static final String NOT_JSON = "not JSON";

  private final Queue<SourceEvent> unreadable = new ArrayDeque<>();
  private final ClientOptions options;
  private final boolean namesAccepted;
  private long accepted;
  private long before;
  private long refused;
  private String last = "";

  /**
   * @param namesAccepted whether every event that is taken gets a line
   */
  BatchReport(ClientOptions options, boolean namesAccepted) {
    this.options = options;
    this.namesAccepted = namesAccepted;
  }

  void add(SourceEvent event, BatchEntry entry) {
    tellUnreadable(event.line());
    last = event.where();
    if (options.json()) {
      print(event, entry.answer());
    }
    Published published = entry.accepted();
    TocsinException why = entry.refused();
    if (published != null) {
      taken(event, published);
    } else if (why != null) {
      refused++;
      clear();
      Failures.tell(Plain.text(event.where()) + ": ", why, options.err());
    }
    if (all() % TOLD_EVERY == 0) {
      progress();
    }
  }

  /** Of what is not sent, because it is not JSON; told when its turn has come. */
  void unreadable(SourceEvent event) {
    unreadable.add(event);
  }

  /** Returns the exit code: OK only where every event was taken. */
  int finish() {
    tellUnreadable(Integer.MAX_VALUE);
    clear();
    if (!options.json()) {
      options.out().println(summary());
    }
    options.out().flush();
    return refused == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** What is known where a batch is not answered. */
  void broken() {
    finish();
    if (!last.isEmpty()) {
      options.err().println("tocsin: stopped after " + Plain.text(last));
      options.err().flush();
    }
  }

  private void tellUnreadable(int beforeLine) {
    while (!unreadable.isEmpty() && unreadable.element().line() < beforeLine) {
      SourceEvent event = unreadable.remove();
      refused++;
      if (options.json()) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", 0).put("error", NOT_JSON).put("message", event.fault());
        print(event, answer);
      }
      clear();
      options.err().println("tocsin: " + event.where() + ": " + NOT_JSON);
      options.err().println("  " + Plain.text(event.fault()));
      options.err().flush();
    }
  }

  private void taken(SourceEvent event, Published published) {
    if (published.duplicate()) {
      before++;
    } else {
      accepted++;
    }
    if (namesAccepted && !options.json()) {
      String how = published.duplicate() ? " was accepted before" : " is accepted";
      options.out().println(published.eventId() + how + " (" + Plain.text(event.where()) + ")");
    }
  }

  private void print(SourceEvent event, JsonNode answer) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    if (event.file().isEmpty()) {
      line.put("line", event.line());
    } else {
      line.put("file", event.file());
    }
    answer.fields().forEachRemaining(field -> line.set(field.getKey(), field.getValue()));
    options.out().println(line);
    options.out().flush();
  }

  private String summary() {
    List<String> parts = new ArrayList<>();
    part(parts, accepted, "accepted");
    part(parts, before, "accepted before");
    part(parts, refused, "refused");
    String count = number(all()) + (all() == 1 ? " event" : " events");
    return parts.isEmpty() ? count : count + ": " + String.join(", ", parts);
  }

  private static void part(List<String> parts, long count, String name) {
    if (count > 0) {
      parts.add(number(count) + " " + name);
    }
  }

  private long all() {
    return accepted + before + refused;
  }

  private void progress() {
    if (options.showsProgress()) {
      options.err().print(CLEAR_LINE + number(all()) + " events …");
      options.err().flush();
    }
  }

  private void clear() {
    if (options.showsProgress()) {
      options.err().print(CLEAR_LINE);
      options.err().flush();
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
