package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.Delivery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Lists dead letters, each with its reason. */
@Command(
    name = "dead-letters",
    description = "Lists dead letters with their reasons.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Callable<Integer> {
  @Mixin private DeliveryFilters filters = new DeliveryFilters();
  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    Table table =
        listing.wide()
            ? new Table(
                true, "DELIVERY", "DIED", "ATTEMPTS", "CHANNEL", "EVENT", "SUBSCRIPTION", "TYPE")
            : new Table(false, "DELIVERY", "DIED", "ATTEMPTS", "CHANNEL", "TYPE");
    listing.print(options, Calls.deadLetters(filters.query(listing.pageSize())), table, this::row);
    return ExitCode.OK;
  }

  private void row(Table table, Delivery dead) {
    String died = Plain.time(dead.settledAt(), listing.wide());
    String attempts = Integer.toString(dead.attemptsMade());
    if (listing.wide()) {
      table.row(
          dead.deliveryId(),
          died,
          attempts,
          dead.channel(),
          dead.eventId(),
          dead.subscriptionId(),
          dead.eventType());
    } else {
      table.row(dead.deliveryId(), died, attempts, dead.channel(), dead.eventType());
    }
    table.note(dead.target());
    table.note(dead.reason() == null ? "" : dead.reason());
  }
}
