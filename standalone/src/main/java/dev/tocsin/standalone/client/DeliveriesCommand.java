package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.Delivery;
import dev.tocsin.client.DeliveryQuery;
import dev.tocsin.client.DeliveryStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists deliveries. */
@Command(
    name = "deliveries",
    description = "Lists deliveries.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DeliveriesCommand implements Callable<Integer> {
  @Option(names = "--status", description = "PENDING, RETRYING, WAITING, SENT, DEAD or CANCELLED.")
  private @Nullable DeliveryStatus status;

  @Mixin private DeliveryFilters filters = new DeliveryFilters();
  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    DeliveryQuery query = filters.query(listing.pageSize()).withStatus(status);
    Table table =
        listing.wide()
            ? new Table(
                true,
                "DELIVERY",
                "STATUS",
                "TRIES",
                "CHANNEL",
                "EVENT",
                "SUBSCRIPTION",
                "UPDATED",
                "TYPE",
                "TARGET")
            : new Table(false, "DELIVERY", "STATUS", "TRIES", "CHANNEL", "TARGET");
    listing.print(options, Calls.deliveries(query), table, this::row);
    return ExitCode.OK;
  }

  private void row(Table table, Delivery delivery) {
    String tries = Integer.toString(delivery.attemptsMade());
    if (listing.wide()) {
      table.row(
          delivery.deliveryId(),
          delivery.status().name(),
          tries,
          delivery.channel(),
          delivery.eventId(),
          delivery.subscriptionId(),
          Plain.time(delivery.updatedAt(), true),
          delivery.eventType(),
          delivery.target());
    } else {
      table.row(
          delivery.deliveryId(),
          delivery.status().name(),
          tries,
          delivery.channel(),
          delivery.target());
    }
  }
}
