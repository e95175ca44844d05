package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.DeadLetterOperation.Order;
import dev.tocsin.client.TocsinClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries dead letters again. */
@Command(
    name = "redrive",
    description = "Tries dead letters again, by id or all that a filter names.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RedriveCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ID", description = "Dead letters.")
  private List<String> ids = List.of();

  @Mixin private BulkOrder bulk = new BulkOrder();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (bulk.isSet() != ids.isEmpty()) {
      throw CommandFault.usage("Name dead letters by their ids, or --all or by a filter.");
    }
    if (bulk.isSet()) {
      return bulk.give(Order.REDRIVE, options);
    }
    try (TocsinClient client = options.open()) {
      return new Orders(client, options).giveAll(ids, Calls::redrive);
    }
  }
}
