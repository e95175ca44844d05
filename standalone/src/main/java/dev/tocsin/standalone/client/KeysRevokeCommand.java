package dev.tocsin.standalone.client;

import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a key for good, asked for over the API. */
@Command(
    name = "revoke",
    description = "Ends a key for good; over the API, with another admin's key.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class KeysRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The key: key_….")
  private String id = "";

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    try (TocsinClient client = options.open()) {
      client.send(AdminCalls.revokeKey(id));
      if (!options.json()) { // the answer is empty
        options.out().println(Plain.text(id) + " is revoked");
        options.out().flush();
      }
    }
    return ExitCode.OK;
  }
}
