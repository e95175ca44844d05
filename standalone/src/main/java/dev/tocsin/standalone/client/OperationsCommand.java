package dev.tocsin.standalone.client;

import dev.tocsin.client.DeadLetterCalls;
import dev.tocsin.client.DeadLetterOperation;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists orders for many dead letters, follows one, or calls it off. */
@Command(
    name = "operations",
    description = "Lists orders for many dead letters, follows or cancels one.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class OperationsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "One to follow to its end.")
  private @Nullable String id;

  @Option(names = "--cancel", description = "Call it off; what is done stays done.")
  private boolean cancel;

  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    if (id == null) {
      if (cancel) {
        throw CommandFault.usage("--cancel needs the ID of an operation.");
      }
      Table table =
          new Table(listing.wide(), "OPERATION", "BEGAN", "ORDER", "STATUS", "DONE", "BY");
      listing.print(options, DeadLetterCalls.operations(listing.pageSize()), table, this::row);
      return ExitCode.OK;
    }
    try (TocsinClient client = options.open()) {
      if (cancel) {
        client.send(DeadLetterCalls.cancel(id));
        options.out().println(id + " is called off");
        options.out().flush();
        return ExitCode.OK;
      }
      return new OperationFollower(client, options)
          .follow(client.send(DeadLetterCalls.operation(id)));
    }
  }

  private void row(Table table, DeadLetterOperation operation) {
    table.row(
        operation.operationId(),
        Plain.time(operation.startedAt(), listing.wide()),
        operation.order().name(),
        operation.status().name(),
        OperationFollower.progress(operation),
        operation.by().name());
    table.note(operation.reason());
  }
}
