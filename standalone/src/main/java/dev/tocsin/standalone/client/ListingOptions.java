package dev.tocsin.standalone.client;

import dev.tocsin.client.ApiCall;
import dev.tocsin.client.Page;
import dev.tocsin.client.TocsinClient;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;

/** How much of a listing is shown. */
final class ListingOptions {
  private static final int PAGE = 200;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "The most to list, newest first (default: ${DEFAULT-VALUE}).")
  private int limit = 50;

  @Option(names = "--wide", description = "Whole values and more columns, however long.")
  private boolean wide;

  boolean wide() {
    return wide;
  }

  int pageSize() {
    if (limit < 1) {
      throw CommandFault.usage("--limit takes a number from 1.");
    }
    return Math.min(limit, PAGE);
  }

  /** Prints a listing as JSON or as a table, to which {@code row} adds each item. */
  <T> void print(
      ClientOptions options, ApiCall<Page<T>> listing, Table table, BiConsumer<Table, T> row) {
    try (TocsinClient client = options.open()) {
      if (options.json()) {
        client.all(ApiCall.itemsAsJson(listing)).limit(limit).forEach(options.out()::println);
        options.out().flush();
        return;
      }
      List<T> items = client.all(listing).limit(limit).toList();
      if (items.isEmpty()) {
        options.out().println("None.");
      } else {
        items.forEach(item -> row.accept(table, item));
        table.print(options.out());
      }
      if (items.size() == limit) {
        options.out().println("(the newest " + limit + "; --limit shows more)");
      }
      options.out().flush();
    }
  }
}
