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
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = {
        "PENDING, RETRYING, WAITING, SENT, DEAD, CANCELLED,",
        "SUPPRESSED, DELIVERED or BOUNCED."
      })
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
                "ATTEMPTS",
                "CHANNEL",
                "EVENT",
                "SUBSCRIPTION",
                "UPDATED",
                "TYPE")
            : new Table(false, "DELIVERY", "STATUS", "ATTEMPTS", "CHANNEL", "TYPE");
    listing.print(options, Calls.deliveries(query), table, this::row);
    return ExitCode.OK;
  }

  private void row(Table table, Delivery delivery) {
    String attempts = Integer.toString(delivery.attemptsMade());
    if (listing.wide()) {
      table.row(
          delivery.deliveryId(),
          delivery.status().name(),
          attempts,
          delivery.channel(),
          delivery.eventId(),
          delivery.subscriptionId(),
          Plain.time(delivery.updatedAt(), true),
          delivery.eventType());
    } else {
      table.row(
          delivery.deliveryId(),
          delivery.status().name(),
          attempts,
          delivery.channel(),
          delivery.eventType());
    }
    table.note(delivery.target());
  }
}
