package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.SchemaMode;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TenantChange;
import dev.tocsin.client.TenantSettings;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the tenant has decided for itself, or changes it. */
@Command(
    name = "tenant",
    description = "Shows the settings of the key's tenant, or changes them.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TenantCommand implements Callable<Integer> {
  @Option(
      names = "--schema-mode",
      paramLabel = "MODE",
      description = {
        "Which events must fit their type: off (none), known",
        "(of registered types) or strict (all)."
      })
  private @Nullable SchemaMode schemaMode;

  @Option(
      names = "--default-severity",
      paramLabel = "SEVERITY",
      description = "Of events whose form knows none.")
  private @Nullable Severity defaultSeverity;

  @Option(
      names = "--alarm-dead-letters",
      paramLabel = "N",
      description = "So many dead letters raise the alarm, 0 to 1000; 0: never.")
  private @Nullable Integer alarmDeadLetters;

  @Option(
      names = "--alarm-minutes",
      paramLabel = "MINUTES",
      description = "Within so many minutes, 1 to 1440.")
  private @Nullable Integer alarmMinutes;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (schemaMode == SchemaMode.UNKNOWN) {
      throw CommandFault.usage("--schema-mode takes off, known or strict.");
    }
    TenantChange change =
        TenantChange.none()
            .withSchemaMode(schemaMode)
            .withDefaultSeverity(defaultSeverity)
            .withAlarm(alarmDeadLetters, alarmMinutes);
    ApiCall<TenantSettings> call =
        change.equals(TenantChange.none()) ? AdminCalls.tenant() : AdminCalls.changeTenant(change);
    try (TocsinClient client = options.open()) {
      JsonNode settings = client.send(call.asJson());
      if (options.json()) {
        options.out().println(settings);
      } else {
        print("tenant", settings.path("tenant"));
        print("schema mode", settings.path("schemaMode"));
        print("default severity", settings.path("defaultSeverity"));
        print("alarm", alarm(settings));
      }
      options.out().flush();
    }
    return ExitCode.OK;
  }

  private static String alarm(JsonNode settings) {
    int deadLetters = settings.path("alarmDeadLetters").asInt();
    return deadLetters == 0
        ? "off"
        : deadLetters + " dead letters in " + settings.path("alarmMinutes").asInt() + " minutes";
  }

  private void print(String name, JsonNode value) {
    print(name, Plain.text(value.asText()));
  }

  private void print(String name, String value) {
    options.out().printf("%-17s %s%n", name, value);
  }
}
