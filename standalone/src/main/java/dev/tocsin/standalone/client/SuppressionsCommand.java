package dev.tocsin.standalone.client;

import dev.tocsin.client.ApiCall;
import dev.tocsin.client.Suppression;
import dev.tocsin.client.SuppressionCalls;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The addresses that the tenant's mails do not go to. */
@Command(
    name = "suppressions",
    description = "Lists, adds, removes addresses that get no mails.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SuppressionsCommand.Shown.class,
      SuppressionsCommand.Add.class,
      SuppressionsCommand.Remove.class
    })
public final class SuppressionsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** All of them. */
  @Command(
      name = "list",
      description = "Lists addresses that get no mails, newest first.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Shown implements Callable<Integer> {
    @Mixin private ListingOptions listing = new ListingOptions();
    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
      Table table = new Table(listing.wide(), "SINCE", "REASON", "ADDRESS");
      listing.print(options, SuppressionCalls.list(listing.pageSize()), table, this::row);
      return ExitCode.OK;
    }

    private void row(Table table, Suppression entry) {
      table.row(
          Plain.time(entry.createdAt(), listing.wide()), entry.reason().name(), entry.address());
      table.note(Plain.text(entry.detail()));
    }
  }

  /** Puts one on the list. */
  @Command(
      name = "add",
      description = "Sends no more mails to an address.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "A mail address, in any case.")
    private String address = "";

    @Option(names = "--detail", paramLabel = "TEXT", description = "Why, for people.")
    private @Nullable String detail;

    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
      ApiCall<Suppression> call = SuppressionCalls.add(address, detail);
      try (TocsinClient client = options.open()) {
        if (options.json()) {
          options.out().println(client.send(call.asJson()));
        } else {
          Suppression entry = client.send(call);
          options
              .out()
              .println(Plain.text(entry.address()) + " gets no mails (" + entry.reason() + ")");
        }
        options.out().flush();
      }
      return ExitCode.OK;
    }
  }

  /** Takes one off the list. */
  @Command(
      name = "remove",
      description = "Sends mails to an address again.",
      sortOptions = false,
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "A mail address, in any case.")
    private String address = "";

    @Mixin private ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
      try (TocsinClient client = options.open()) {
        client.send(SuppressionCalls.remove(address));
        if (!options.json()) { // the answer is empty
          options.out().println(Plain.text(address) + " gets mails again");
          options.out().flush();
        }
      }
      return ExitCode.OK;
    }
  }
}
