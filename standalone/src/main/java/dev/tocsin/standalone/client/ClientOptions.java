package dev.tocsin.standalone.client;

import dev.tocsin.client.RetryPolicy;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.standalone.dev.DevApi;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server a command talks to, and how it prints what the server says. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the server refused, or not everything that was waited for is SENT",
      "2:the command was not understood",
      "3:the server cannot be reached"
    })
final class ClientOptions {
  /** Somebody waits before the terminal: sooner told than tried for a minute. */
  private static final RetryPolicy RETRIES =
      new RetryPolicy(3, Duration.ofSeconds(20), Duration.ofMillis(200), Duration.ofSeconds(2));

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "The API; default: TOCSIN_URL, or the ./tocsin dev",
        "that runs in this folder."
      })
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = {
        "The API key; default: TOCSIN_API_KEY, which other",
        "users of this machine cannot see, or the dev's."
      })
  private @Nullable String key;

  @Option(names = "--json", description = "Print the API's JSON; of a listing, an item a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Whether somebody watches the standard error; the launcher knows, Java does not. */
  boolean showsProgress() {
    return "on".equals(caller().environment().get("TOCSIN_PROGRESS"));
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  InputStream in() {
    return caller().in();
  }

  /**
   * @throws CommandFault where nothing says which server, or with which key
   */
  TocsinClient open() {
    Map<String, String> environment = caller().environment();
    String server = firstOf(url, environment.get("TOCSIN_URL"));
    String secret = firstOf(key, environment.get("TOCSIN_API_KEY"));
    if (server.isEmpty()) {
      Optional<DevApi> dev = DevApi.find(environment);
      if (dev.isEmpty()) {
        throw CommandFault.noServer(
            "No ./tocsin dev runs here; start it, or name a server: --url or TOCSIN_URL.");
      }
      server = dev.get().url();
      secret = secret.isEmpty() ? dev.get().key() : secret;
    }
    if (secret.isEmpty()) { // never the dev's: the server is somebody else's
      throw CommandFault.usage("An API key is needed: --key or TOCSIN_API_KEY.");
    }
    try {
      return TocsinClient.builder().url(server).apiKey(secret).retries(RETRIES).build();
    } catch (IllegalArgumentException refused) {
      throw CommandFault.usage(String.valueOf(refused.getMessage()));
    }
  }

  private Caller caller() {
    return (Caller) spec.root().userObject();
  }

  private static String firstOf(@Nullable String option, @Nullable String variable) {
    if (option != null) {
      return option;
    }
    return variable == null ? "" : variable.strip();
  }
}
