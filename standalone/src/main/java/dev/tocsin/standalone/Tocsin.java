package dev.tocsin.standalone;

import dev.tocsin.standalone.client.Caller;
import dev.tocsin.standalone.client.CancelCommand;
import dev.tocsin.standalone.client.CompletionCommand;
import dev.tocsin.standalone.client.DeadLettersCommand;
import dev.tocsin.standalone.client.DeliveriesCommand;
import dev.tocsin.standalone.client.DiscardCommand;
import dev.tocsin.standalone.client.EventsCommand;
import dev.tocsin.standalone.client.OperationsCommand;
import dev.tocsin.standalone.client.PublishCommand;
import dev.tocsin.standalone.client.RedriveCommand;
import dev.tocsin.standalone.client.RetryNowCommand;
import dev.tocsin.standalone.client.SubscribeCommand;
import dev.tocsin.standalone.client.SubscriptionsCommand;
import dev.tocsin.standalone.client.SuppressionsCommand;
import dev.tocsin.standalone.client.TenantCommand;
import dev.tocsin.standalone.client.TypesCommand;
import dev.tocsin.standalone.command.ApiCommand;
import dev.tocsin.standalone.command.CommandGroups;
import dev.tocsin.standalone.command.DemoCommand;
import dev.tocsin.standalone.command.DevCommand;
import dev.tocsin.standalone.command.Errors;
import dev.tocsin.standalone.command.KeysCommand;
import dev.tocsin.standalone.command.RecoverCommand;
import dev.tocsin.standalone.command.TestCommand;
import dev.tocsin.standalone.command.Version;
import dev.tocsin.standalone.command.WorkerCommand;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The entry point. Exit codes: 0 done, 1 failed, 2 not understood, 3 no server reached. */
@Command(
    name = "tocsin",
    description = {"", "A durable notification orchestrator on Temporal.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "./tocsin COMMAND [OPTIONS]",
    commandListHeading = "",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      DevCommand.class,
      TestCommand.class,
      ApiCommand.class,
      WorkerCommand.class,
      KeysCommand.class,
      RecoverCommand.class,
      PublishCommand.class,
      SubscribeCommand.class,
      SubscriptionsCommand.class,
      TypesCommand.class,
      TenantCommand.class,
      EventsCommand.class,
      DeliveriesCommand.class,
      DeadLettersCommand.class,
      RedriveCommand.class,
      DiscardCommand.class,
      OperationsCommand.class,
      SuppressionsCommand.class,
      RetryNowCommand.class,
      CancelCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nEnvironment (default):%n",
    footer = {
      "  TOCSIN_HOME             folder of all local state (.tocsin)",
      "  TOCSIN_PORT             the API (8080)",
      "  TOCSIN_ADMIN_PORT       health and metrics (8081)",
      "  TOCSIN_URL              the API that client commands talk to (the dev's)",
      "  TOCSIN_API_KEY          the key that they use (the dev's)",
      "  TOCSIN_PROGRESS         off: no counting on the terminal (on)",
      "  TOCSIN_PRIVATE_TARGETS  webhooks to private addresses: allow or deny",
      "                          (dev, demo: allow; otherwise deny)",
      "  TOCSIN_ALLOWED_TARGETS  ranges of them that deny lets through",
      "  TOCSIN_BOOTSTRAP_KEY    an API key to make at the first start",
      "  TOCSIN_SECRETS_KEYS     what webhooks' secrets are encrypted under (dev, demo:",
      "                          made, and kept in .tocsin/)",
      "  TOCSIN_TEMPORAL         auto, cli or memory (auto)",
      "  TEMPORAL_ADDRESS        host:port of a Temporal to use, instead of a local one",
      "  TEMPORAL_NAMESPACE      its namespace (default)",
      "  TEMPORAL_PORT           the local Temporal (7233)",
      "  TEMPORAL_UI_PORT        its UI (8233); off for none",
      "  DATABASE_URL            postgres://user:password@host:port/database to use,",
      "                          instead of a local PostgreSQL",
      "  TOCSIN_PG_PORT          the local PostgreSQL (any free port)",
      "  SES_ENDPOINT            where mails go, instead of files in .tocsin/outbox/",
      "  XDG_CACHE_HOME          parent of the cache of fetched servers (~/.cache)",
      "  JAVA_HOME, JAVA_OPTS    which Java runs Tocsin, and its options"
    })
public final class Tocsin implements Caller {
  private static final int COLUMNS = 80;

  private final Map<String, String> environment;
  private final InputStream in;

  private Tocsin(Map<String, String> environment, InputStream in) {
    this.environment = Map.copyOf(environment);
    this.in = in;
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments.length == 0 ? new String[] {"help"} : arguments));
  }

  static CommandLine commandLine() {
    return commandLine(System.getenv(), System.in);
  }

  /** The commands of somebody with this environment and this standard input. */
  static CommandLine commandLine(Map<String, String> environment, InputStream in) {
    CommandLine tocsin =
        new CommandLine(new Tocsin(environment, in))
            .setUsageHelpWidth(COLUMNS)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new Errors());
    tocsin.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
    return tocsin;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public InputStream in() {
    return in;
  }
}
