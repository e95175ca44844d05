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

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (schemaMode == SchemaMode.UNKNOWN) {
      throw CommandFault.usage("--schema-mode takes off, known or strict.");
    }
    ApiCall<TenantSettings> call =
        schemaMode == null && defaultSeverity == null
            ? AdminCalls.tenant()
            : AdminCalls.changeTenant(new TenantChange(schemaMode, defaultSeverity));
    try (TocsinClient client = options.open()) {
      JsonNode settings = client.send(call.asJson());
      if (options.json()) {
        options.out().println(settings);
      } else {
        print("tenant", settings.path("tenant"));
        print("schema mode", settings.path("schemaMode"));
        print("default severity", settings.path("defaultSeverity"));
      }
      options.out().flush();
    }
    return ExitCode.OK;
  }

  private void print(String name, JsonNode value) {
    options.out().printf("%-17s %s%n", name, Plain.text(value.asText()));
  }
}
