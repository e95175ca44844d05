package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.Event;
import dev.tocsin.client.EventQuery;
import dev.tocsin.client.EventStatus;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists events, or shows one with its deliveries and attempts. */
@Command(
    name = "events",
    description = "Lists events; shows one with its deliveries and attempts.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class EventsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this one, whole.")
  private @Nullable String id;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "PENDING, PROCESSED or NOTIFIED.")
  private @Nullable EventStatus status;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only of this type.")
  private @Nullable String type;

  @Option(names = "--severity", paramLabel = "SEVERITY", description = "Only of this severity.")
  private @Nullable Severity severity;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.class,
      description = "Received since: 30m, 6h, 2d, 2026-01-31T12:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--correlation",
      paramLabel = "ID",
      description = "Only of this business transaction.")
  private @Nullable String correlation;

  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (id != null) {
      show(id);
      return ExitCode.OK;
    }
    EventQuery query =
        new EventQuery(status, type, severity, since, correlation, listing.pageSize());
    listing.print(options, Calls.events(query), table(), this::row);
    return ExitCode.OK;
  }

  private Table table() {
    return listing.wide()
        ? new Table(true, "EVENT", "RECEIVED", "STATUS", "SEVERITY", "TYPE", "TITLE")
        : new Table(false, "EVENT", "RECEIVED", "STATUS", "SEVERITY", "TYPE");
  }

  private void row(Table table, Event event) {
    String received = Plain.time(event.receivedAt(), listing.wide());
    String how = event.status().name();
    String urgency = event.severity().name();
    if (listing.wide()) {
      table.row(event.eventId(), received, how, urgency, event.eventType(), event.title());
    } else {
      table.row(event.eventId(), received, how, urgency, event.eventType());
    }
  }

  private void show(String eventId) {
    try (TocsinClient client = options.open()) {
      if (options.json()) {
        options.out().println(client.send(Calls.event(eventId).asJson()));
      } else {
        new EventText(options.out()).print(client.event(eventId));
      }
      options.out().flush();
    }
  }
}
