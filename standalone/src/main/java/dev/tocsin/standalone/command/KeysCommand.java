package dev.tocsin.standalone.command;

import dev.tocsin.standalone.client.KeysListCommand;
import dev.tocsin.standalone.client.KeysRevokeCommand;
import dev.tocsin.standalone.client.KeysRotateCommand;
import dev.tocsin.standalone.dev.DevConnection;
import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** API keys. */
@Command(
    name = "keys",
    description = "Makes, lists, rotates, revokes API keys.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysCommand.Create.class,
      KeysListCommand.class,
      KeysRotateCommand.class,
      KeysRevokeCommand.class
    })
public final class KeysCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** Makes one, and shows it this once. */
  @Command(
      name = "create",
      description = {
        "Makes an API key and prints it; it cannot be shown again.",
        "In the database of DATABASE_URL, or of the ./tocsin dev that runs here."
      },
      mixinStandardHelpOptions = true)
  static final class Create implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--tenant",
        paramLabel = "TENANT",
        description = "Whose key: a-z, 0-9 and -, at most 40 (default: ${DEFAULT-VALUE}).",
        defaultValue = "default")
    private String tenant = "default";

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "What it is for (default: ${DEFAULT-VALUE}).",
        defaultValue = "unnamed")
    private String name = "unnamed";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        description = {
          "What it may do: publish, subscribe, operate or admin (all of it);",
          "may be given several times (default: ${DEFAULT-VALUE})."
        },
        defaultValue = "admin")
    private List<String> roles = List.of("admin");

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        description = "Until when, as 2031-01-31T12:00:00Z (default: for ever).")
    private @Nullable String expires;

    @Option(
        names = "--rate",
        paramLabel = "NUMBER",
        description = "Requests per second (default: no limit).")
    private @Nullable Double rate;

    @Option(
        names = "--burst",
        paramLabel = "NUMBER",
        description = "With --rate: requests at once (default: those of a second).")
    private @Nullable Integer burst;

    @Option(
        names = "--quota",
        paramLabel = "NUMBER",
        description = "Requests per calendar month, UTC (default: no limit).")
    private @Nullable Long quota;

    @Override
    public Integer call() {
      make(System.getenv(), Instant.now());
      return ExitCode.OK;
    }

    /** The key alone goes to standard output: scripts read it there. */
    void make(Map<String, String> environment, Instant now) {
      NewApiKey draft = draft(now);
      ApiKeySecret secret = ApiKeySecret.create();
      ApiKey key;
      try (Database database = CommandDatabase.open(DevConnection.over(environment))) {
        database.migrate();
        key = new ApiKeyDao(database).create(secret, draft, now);
      }
      spec.commandLine().getErr().println(NewKey.describe(key));
      spec.commandLine().getErr().flush();
      spec.commandLine().getOut().println(secret.text());
      spec.commandLine().getOut().flush();
    }

    private NewApiKey draft(Instant now) {
      if (!tenant.matches("[a-z0-9-]{1,40}")) {
        throw new LocalServerException(
            "--tenant takes 1 to 40 of a-z, 0-9 and -, not '" + tenant + "'.");
      }
      if (name.isBlank() || name.length() > 255) {
        throw new LocalServerException("--name takes 1 to 255 characters.");
      }
      return new NewApiKey(
          tenant,
          name,
          NewKey.roles(roles),
          NewKey.plan(rate, burst, quota),
          NewKey.expires(expires, now));
    }
  }
}
