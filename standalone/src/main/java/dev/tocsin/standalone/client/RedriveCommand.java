package dev.tocsin.standalone.client;

import dev.tocsin.client.Calls;
import dev.tocsin.client.Delivery;
import dev.tocsin.client.TocsinClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries dead letters again. */
@Command(
    name = "redrive",
    description = "Tries dead letters again, by id or all that a filter names.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RedriveCommand implements Callable<Integer> {
  private static final int PAGE = 200;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Dead letters.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All dead letters, or those that a filter names.")
  private boolean all;

  @Mixin private DeliveryFilters filters = new DeliveryFilters();

  @Option(names = "--yes", description = "Do not ask before --all.")
  private boolean yes;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (all != ids.isEmpty()) {
      throw CommandFault.usage("Name dead letters by their ids, or --all.");
    }
    if (!all && filters.isSet()) {
      throw CommandFault.usage("--subscription, --type and --since go with --all.");
    }
    try (TocsinClient client = options.open()) {
      // All ids before the first order: a redrive changes the listing that is being read.
      List<String> dead =
          all ? client.deadLetters(filters.query(PAGE)).map(Delivery::deliveryId).toList() : ids;
      if (all && !yes && !dead.isEmpty() && !confirmed(dead.size())) {
        options.err().println("Nothing was redriven.");
        return ExitCode.SOFTWARE;
      }
      int taken = new Orders(client, options).give(dead, Calls::redrive);
      if (all && !options.json()) {
        options.out().println(summary(taken, dead.size()));
        options.out().flush();
      }
      return taken == dead.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private static String summary(int taken, int all) {
    if (all == 0) {
      return "No dead letters.";
    }
    return "Redriven: " + (taken == all ? "" + all : taken + " of " + all);
  }

  private boolean confirmed(int count) {
    options.err().print("Redrive " + count + " dead letters? [y/N] ");
    options.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(options.in(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException unreadable) {
      return false;
    }
  }
}
