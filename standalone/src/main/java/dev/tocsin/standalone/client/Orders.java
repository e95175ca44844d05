package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.OrderTaken;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.client.TocsinException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;

/** Gives one order for several deliveries: what is refused for one does not keep it from others. */
final class Orders {
  private static final int FORBIDDEN = 403;

  private final TocsinClient client;
  private final ClientOptions options;

  Orders(TocsinClient client, ClientOptions options) {
    this.client = client;
    this.options = options;
  }

  /** The exit code of an order for these. */
  int giveAll(List<String> deliveryIds, Function<String, ApiCall<OrderTaken>> order) {
    return give(deliveryIds, order) == deliveryIds.size() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Returns how many were taken. Ends at once where no further one can be. */
  int give(List<String> deliveryIds, Function<String, ApiCall<OrderTaken>> order) {
    int taken = 0;
    for (String id : deliveryIds) {
      try {
        JsonNode answer = client.send(order.apply(id).asJson());
        options
            .out()
            .println(
                options.json()
                    ? answer.toString()
                    : id + "  " + Plain.text(answer.path("message").asText()));
        options.out().flush();
        taken++;
      } catch (TocsinException refused) {
        if (refused.isUnreachable() || refused.status() == FORBIDDEN) {
          throw refused;
        }
        Failures.tell(Plain.text(id) + ": ", refused, options.err());
      }
    }
    return taken;
  }
}
