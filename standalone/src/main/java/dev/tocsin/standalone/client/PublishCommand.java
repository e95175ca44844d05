package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.Calls;
import dev.tocsin.client.NewEvent;
import dev.tocsin.client.Published;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.client.TocsinException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes one event, or many. */
@Command(
    name = "publish",
    description = "Publishes an event, or many; --wait follows deliveries.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {
  private static final int MOST = 500;

  @Option(names = "--type", paramLabel = "TYPE", description = "The event's type.")
  private @Nullable String type;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "LOW, MEDIUM, HIGH or CRITICAL.")
  private @Nullable Severity severity;

  @Option(names = "--title", paramLabel = "TEXT", description = "One line for people.")
  private @Nullable String title;

  @Option(
      names = "--details",
      paramLabel = "JSON|@FILE|-",
      description = "An object; - is the standard input.")
  private @Nullable String details;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your own id of it: under it, it is accepted once.")
  private @Nullable String id;

  @Option(
      names = "--correlation",
      paramLabel = "ID",
      description = "Ties the events of a business transaction.")
  private @Nullable String correlation;

  @Option(
      names = "--schema-version",
      paramLabel = "N",
      description = "The version of its type that it follows.")
  private @Nullable Integer schemaVersion;

  @Option(
      names = "--file",
      paramLabel = "FILE|-",
      description = {
        "The whole event as JSON, in any form that the API",
        "takes, instead of all above. May be repeated."
      })
  private List<String> files = List.of();

  @Option(
      names = "--batch",
      paramLabel = "FILE|-",
      description = "Many events: a JSON array, or one on each line.")
  private @Nullable String batch;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "500",
      description = "The most in one request, 1 to 500 (default: ${DEFAULT-VALUE}).")
  private int batchSize = MOST;

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "60",
      paramLabel = "SECONDS",
      description = {
        "Follow it until every delivery is settled, at most",
        "so long (default: ${FALLBACK-VALUE})."
      })
  private @Nullable Integer wait;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    refuseContradictions();
    if (batch != null) {
      try (BatchFile source = BatchFile.open("--batch", batch, options.in())) {
        return publishAll(source.stream(), /* namesAccepted= */ false);
      }
    }
    if (files.size() > 1) {
      List<SourceEvent> events =
          files.stream().map(file -> SourceEvent.ofFile(file, read(file))).toList();
      return publishAll(events.stream(), /* namesAccepted= */ true);
    }
    return publishOne(event());
  }

  private int publishAll(Stream<SourceEvent> events, boolean namesAccepted) {
    BatchReport report = new BatchReport(options, namesAccepted);
    Stream<SourceEvent> readable =
        events.filter(
            event -> {
              if (!event.isReadable()) {
                report.unreadable(event);
              }
              return event.isReadable();
            });
    try (TocsinClient client = options.open()) {
      client
          .publishAll(readable, batchSize)
          .forEach(result -> report.add(result.event(), result.entry()));
    } catch (TocsinException failure) {
      report.broken();
      throw failure;
    }
    return report.finish();
  }

  private int publishOne(ApiCall<Published> publish) {
    try (TocsinClient client = options.open()) {
      JsonNode answer = client.send(publish.asJson());
      String eventId = answer.path("eventId").asText();
      if (wait != null) {
        if (!options.json()) {
          tell(answer, eventId);
        }
        return new Follower(client, options).follow(eventId, Duration.ofSeconds(wait));
      }
      tell(answer, eventId);
      return ExitCode.OK;
    }
  }

  private void tell(JsonNode answer, String eventId) {
    if (options.json()) {
      options.out().println(answer);
    } else {
      boolean again = answer.path("duplicate").asBoolean();
      options.out().println(eventId + (again ? " was accepted before" : " is accepted"));
    }
    options.out().flush();
  }

  private void refuseContradictions() {
    boolean parts =
        Stream.of(type, severity, title, details, id, correlation, schemaVersion)
            .anyMatch(Objects::nonNull);
    if (parts && !files.isEmpty()) {
      throw CommandFault.usage("--file is the whole event; leave the other parts out.");
    }
    if (batch != null && (parts || !files.isEmpty())) {
      throw CommandFault.usage("--batch has whole events; leave --file and the parts out.");
    }
    if (wait != null && wait < 1) {
      throw CommandFault.usage("--wait takes a number of seconds from 1.");
    }
    if (wait != null && (batch != null || files.size() > 1)) {
      throw CommandFault.usage("--wait follows one event, not many.");
    }
    if (batchSize < 1 || batchSize > MOST) {
      throw CommandFault.usage("--batch-size takes a number from 1 to " + MOST + ".");
    }
  }

  private JsonNode read(String file) {
    JsonNode event = JsonArgument.file("--file", file, options.in());
    if (event.isArray()) {
      throw CommandFault.usage(
          "--file: " + file + " is an array; many events in one file go with --batch.");
    }
    return event;
  }

  private ApiCall<Published> event() {
    if (!files.isEmpty()) {
      return Calls.publish(read(files.get(0)));
    }
    if (type == null || severity == null || title == null) {
      throw CommandFault.usage(
          "An event needs --type, --severity and --title, or --file, or --batch.");
    }
    JsonNode object =
        details == null ? null : JsonArgument.read("--details", details, options.in());
    return Calls.publish(
        new NewEvent(type, severity, title, object, id, correlation, schemaVersion));
  }
}
