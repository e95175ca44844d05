package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.KeyRotation;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a key that takes the place of another, asked for over the API. */
@Command(
    name = "rotate",
    description = "Makes a key in the place of another; over the API, with an admin's.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class KeysRotateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The key to replace: key_….")
  private String id = "";

  @Option(
      names = "--overlap",
      paramLabel = "SECONDS",
      description = "How long the old one still works (default: a day).")
  private @Nullable Long overlap;

  @Mixin private ClientOptions options = new ClientOptions();

  /** The key alone goes to standard output, as keys create does it. */
  @Override
  public Integer call() {
    try (TocsinClient client = options.open()) {
      JsonNode made =
          client.send(AdminCalls.rotateKey(id, new KeyRotation(overlap, null)).asJson());
      options.err().println(made.path("keyId").asText() + " takes the place of " + Plain.text(id));
      options.err().flush();
      options.out().println(options.json() ? made.toString() : made.path("key").asText());
      options.out().flush();
    }
    return ExitCode.OK;
  }
}
