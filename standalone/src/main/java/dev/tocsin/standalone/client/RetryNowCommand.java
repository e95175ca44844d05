package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.TocsinClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes deliveries due that wait for their next attempt. */
@Command(
    name = "retry-now",
    description = "Tries RETRYING deliveries now.",
    mixinStandardHelpOptions = true)
public final class RetryNowCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Deliveries.")
  private List<String> ids = List.of();

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    try (TocsinClient client = options.open()) {
      return new Orders(client, options).giveAll(ids, Calls::retryNow);
    }
  }
}
