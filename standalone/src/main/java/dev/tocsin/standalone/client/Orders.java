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
  private final TocsinClient client;
  private final ClientOptions options;

  Orders(TocsinClient client, ClientOptions options) {
    this.client = client;
    this.options = options;
  }

  /** Returns the exit code. Ends at once where the server cannot be reached. */
  int give(List<String> deliveryIds, Function<String, ApiCall<OrderTaken>> order) {
    int worst = ExitCode.OK;
    for (String id : deliveryIds) {
      try {
        JsonNode taken = client.send(order.apply(id).asJson());
        options
            .out()
            .println(
                options.json()
                    ? taken.toString()
                    : id + "  " + Plain.text(taken.path("message").asText()));
        options.out().flush();
      } catch (TocsinException refused) {
        if (refused.isUnreachable()) {
          throw refused;
        }
        options.err().print(id + "  ");
        worst = Math.max(worst, Failures.tell(refused, options.err()));
      }
    }
    return worst;
  }
}
