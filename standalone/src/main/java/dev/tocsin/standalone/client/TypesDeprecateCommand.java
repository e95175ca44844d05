package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.EventTypeVersion;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a version of an event type out of use. */
@Command(
    name = "deprecate",
    description = "Takes a version out of use for events that name none.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TypesDeprecateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The event type.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "VERSION", description = "Which version.")
  private int version;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    ApiCall<EventTypeVersion> call =
        TypeName.checked(() -> AdminCalls.deprecateType(name, version));
    try (TocsinClient client = options.open()) {
      JsonNode answer = client.send(call.asJson());
      options
          .out()
          .println(
              options.json()
                  ? answer.toString()
                  : Plain.text(name) + " version " + version + " is deprecated");
      options.out().flush();
    }
    return ExitCode.OK;
  }
}
