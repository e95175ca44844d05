package dev.tocsin.standalone.client;

import dev.tocsin.client.DeadLetterOperation.Order;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives dead letters up for good. */
@Command(
    name = "discard",
    description = "Gives up for good all dead letters that a filter names.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DiscardCommand implements Callable<Integer> {
  @Mixin private BulkOrder bulk = new BulkOrder();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (!bulk.isSet()) {
      throw CommandFault.usage("Name dead letters by a filter, or --all.");
    }
    return bulk.give(Order.DISCARD, options);
  }
}
