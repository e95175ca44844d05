package dev.tocsin.standalone.client;

import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.EventType;
import dev.tocsin.client.EventTypeQuery;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists event types; its sub-commands show, register and deprecate versions of one. */
@Command(
    name = "types",
    description = "Lists event types; shows, registers, deprecates versions.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    subcommands = {TypesGetCommand.class, TypesRegisterCommand.class, TypesDeprecateCommand.class})
public final class TypesCommand implements Callable<Integer> {
  @Option(names = "--domain", paramLabel = "TEXT", description = "Only of this domain.")
  private @Nullable String domain;

  @Option(names = "--owner", paramLabel = "TEXT", description = "Only of this owner.")
  private @Nullable String owner;

  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    EventTypeQuery query = new EventTypeQuery(domain, owner, listing.pageSize());
    Table table = new Table(listing.wide(), "NEWEST", "CREATED", "OWNER", "DOMAIN", "TYPE");
    listing.print(options, AdminCalls.types(query), table, this::row);
    return ExitCode.OK;
  }

  private void row(Table table, EventType type) {
    table.row(
        Integer.toString(type.newestVersion()),
        Plain.time(type.createdAt(), listing.wide()),
        brief(type.owner()),
        brief(type.domain()),
        type.name());
  }

  /** Of 255 characters, which would leave no room for the name. */
  private String brief(@Nullable String text) {
    return listing.wide() ? Plain.text(text) : Table.brief(text);
  }
}
