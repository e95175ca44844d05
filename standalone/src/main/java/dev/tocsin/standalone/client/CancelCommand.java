package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.TocsinClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls off deliveries that are not settled. */
@Command(
    name = "cancel",
    description = "Calls off deliveries that are not settled.",
    mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Deliveries.")
  private List<String> ids = List.of();

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    try (TocsinClient client = options.open()) {
      return new Orders(client, options).giveAll(ids, Calls::cancel);
    }
  }
}
