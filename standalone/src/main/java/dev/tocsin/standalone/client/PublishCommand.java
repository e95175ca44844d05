package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.Calls;
import dev.tocsin.client.NewEvent;
import dev.tocsin.client.Published;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes one event. */
@Command(
    name = "publish",
    description = "Publishes an event; --wait follows its deliveries.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {
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
      names = "--file",
      paramLabel = "FILE|-",
      description = "The whole event as JSON, instead of all above.")
  private @Nullable String file;

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
    ApiCall<Published> publish = event();
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

  private ApiCall<Published> event() {
    if (wait != null && wait < 1) {
      throw CommandFault.usage("--wait takes a number of seconds from 1.");
    }
    if (file != null) {
      if (type != null || severity != null || title != null || details != null || id != null) {
        throw CommandFault.usage("--file is the whole event; leave the other parts out.");
      }
      return Calls.publish(JsonArgument.file("--file", file, options.in()));
    }
    if (type == null || severity == null || title == null) {
      throw CommandFault.usage("An event needs --type, --severity and --title, or --file.");
    }
    JsonNode object =
        details == null ? null : JsonArgument.read("--details", details, options.in());
    return Calls.publish(new NewEvent(type, severity, title, object, id));
  }
}
