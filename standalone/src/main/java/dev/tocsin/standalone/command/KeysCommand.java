package dev.tocsin.standalone.command;

import dev.tocsin.standalone.dev.DevConnection;
import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** API keys. */
@Command(
    name = "keys",
    description = "Makes API keys (keys create).",
    mixinStandardHelpOptions = true,
    subcommands = KeysCommand.Create.class)
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

    @Override
    public Integer call() {
      if (!tenant.matches("[a-z0-9-]{1,40}")) {
        throw new LocalServerException(
            "--tenant takes 1 to 40 of a-z, 0-9 and -, not '" + tenant + "'.");
      }
      ApiKeySecret secret = ApiKeySecret.create();
      try (Database database = CommandDatabase.open(DevConnection.over(System.getenv()))) {
        database.migrate();
        new ApiKeyDao(database).store(secret, tenant, name, Instant.now());
      }
      spec.commandLine().getOut().println(secret.text());
      return ExitCode.OK;
    }
  }
}
