package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.EventType;
import dev.tocsin.client.EventTypeVersion;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows an event type with its versions, or one version with its schema. */
@Command(
    name = "get",
    description = "Shows an event type and its versions, or one version as JSON.",
    sortOptions = false)
public final class TypesGetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The event type.")
  private String name = "";

  @Option(names = "--version", paramLabel = "N", description = "This version, with its schema.")
  private @Nullable Integer version;

  // Not the standard options: they would have --version be Tocsin's.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    ApiCall<EventType> whole = TypeName.checked(() -> AdminCalls.type(name));
    try (TocsinClient client = options.open()) {
      if (version != null) {
        JsonNode one = client.send(AdminCalls.typeVersion(name, version).asJson());
        options.out().println(options.json() ? one.toString() : one.toPrettyString());
      } else if (options.json()) {
        options.out().println(client.send(whole.asJson()));
      } else {
        print(client.send(whole));
      }
      options.out().flush();
    }
    return ExitCode.OK;
  }

  private void print(EventType type) {
    options.out().println(Plain.text(type.name()));
    Table table = new Table(false, "VERSION", "CREATED", "BY", "STATE");
    for (EventTypeVersion one : type.versions()) {
      table.row(
          Integer.toString(one.version()),
          Plain.time(one.createdAt(), false),
          one.createdBy(),
          state(one));
      table.note(one.description() == null ? "" : one.description());
    }
    table.print(options.out());
  }

  private static String state(EventTypeVersion one) {
    return (one.deprecatedAt() == null ? "in use" : "deprecated")
        + (one.forced() ? ", forced" : "");
  }
}
