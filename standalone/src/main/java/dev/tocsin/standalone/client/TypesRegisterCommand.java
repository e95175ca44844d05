package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.EventTypeVersion;
import dev.tocsin.client.NewTypeVersion;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.client.TocsinException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a version of an event type. */
@Command(
    name = "register",
    description = "Registers the next version of an event type.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TypesRegisterCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The event type.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "VERSION", description = "1, 2, 3 and so on.")
  private int version;

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "FILE|-",
      description = "A JSON Schema 2020-12 of the events' details.")
  private String schema = "";

  @Option(names = "--example", paramLabel = "FILE|-", description = "Details that fit it.")
  private @Nullable String example;

  @Option(names = "--description", paramLabel = "TEXT", description = "For people.")
  private @Nullable String description;

  @Option(names = "--owner", paramLabel = "TEXT", description = "Whose type it is.")
  private @Nullable String owner;

  @Option(names = "--domain", paramLabel = "TEXT", description = "What it belongs to.")
  private @Nullable String domain;

  @Option(names = "--force", description = "Even where it is not compatible with the last version.")
  private boolean force;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    NewTypeVersion draft =
        new NewTypeVersion(
            JsonArgument.file("--schema", schema, options.in()),
            description,
            example == null ? null : JsonArgument.file("--example", example, options.in()),
            owner,
            domain);
    ApiCall<EventTypeVersion> call =
        TypeName.checked(() -> AdminCalls.registerType(name, version, draft, force));
    try (TocsinClient client = options.open()) {
      JsonNode answer = client.send(call.asJson());
      options.out().println(options.json() ? answer.toString() : text(answer));
      options.out().flush();
      return ExitCode.OK;
    } catch (TocsinException refused) {
      int code = Failures.tell(refused, options.err());
      if (!refused.incompatibilities().isEmpty()) {
        options.err().println("  To register it nevertheless: --force");
      }
      return code;
    }
  }

  private static String text(JsonNode answer) {
    String forced = answer.path("forced").asBoolean() ? ", forced" : "";
    return Plain.text(answer.path("name").asText())
        + " version "
        + answer.path("version").asInt()
        + " is registered"
        + forced;
  }
}
