package dev.tocsin.standalone.client;

import dev.tocsin.client.DeadLetterCalls;
import dev.tocsin.client.DeadLetterFilter;
import dev.tocsin.client.DeadLetterOperation;
import dev.tocsin.client.DeadLetterOperation.Order;
import dev.tocsin.client.TocsinClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An order for all dead letters that a filter names: counted, confirmed, given and followed. */
final class BulkOrder {
  @Option(names = "--all", description = "All dead letters, or those that a filter names.")
  private boolean all;

  @Mixin private DeliveryFilters filters = new DeliveryFilters();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Since.class,
      description = "Only what died before.")
  private @Nullable Instant until;

  @Option(names = "--channel", paramLabel = "NAME", description = "Only of this channel.")
  private @Nullable String channel;

  @Option(names = "--target", paramLabel = "TARGET", description = "Only to this whole target.")
  private @Nullable String target;

  @Option(
      names = "--error",
      paramLabel = "CLASS",
      description = {
        "HTTP_4XX, HTTP_5XX, HTTP_OTHER, TIMEOUT, CONNECTION, DNS,",
        "TLS, FORBIDDEN_ADDRESS, CONTRACT or OTHER."
      })
  private @Nullable String error;

  @Option(names = "--http-status", paramLabel = "N", description = "Only with this last answer.")
  private @Nullable Integer httpStatus;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the order.")
  private @Nullable String reason;

  @Option(names = "--rate", paramLabel = "N", description = "At most so many a second (50).")
  private @Nullable Integer rate;

  @Option(names = "--yes", description = "Do not ask before.")
  private boolean yes;

  /** Whether any dead letters are named, though not by their ids. */
  boolean isSet() {
    return all || filters.isSet() || !filter().isEmpty();
  }

  /** Returns the exit code: OK only where every dead letter is done. */
  int give(Order order, ClientOptions options) {
    if (reason == null) {
      throw CommandFault.usage("--reason says why; it is kept with the order.");
    }
    String verb = order.name().toLowerCase(Locale.ROOT);
    try (TocsinClient client = options.open()) {
      int matching = client.send(DeadLetterCalls.count(filter())).matching();
      if (matching == 0) {
        options.out().println(options.json() ? "{\"matching\":0}" : "No dead letters.");
        options.out().flush();
        return ExitCode.OK;
      }
      if (!yes && !confirmed(capital(verb), matching, options)) {
        options.err().println("Nothing was done.");
        return ExitCode.SOFTWARE;
      }
      DeadLetterOperation operation =
          client.send(DeadLetterCalls.begin(order, filter(), reason, rate));
      return new OperationFollower(client, options).follow(operation);
    }
  }

  private DeadLetterFilter filter() {
    return filters.deadLetters(channel, target, httpStatus, error, until);
  }

  private static boolean confirmed(String verb, int count, ClientOptions options) {
    options.err().print(verb + " " + count + " dead letters? [y/N] ");
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

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
