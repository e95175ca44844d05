package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.Calls;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.RetrySchedule;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TargetLimits;
import dev.tocsin.client.TocsinClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes one subscription. */
@Command(
    name = "subscribe",
    description = "Makes a subscription by type and severity, or by pattern.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SubscribeCommand implements Callable<Integer> {
  @Option(names = "--type", paramLabel = "TYPE", description = "Events of this type.")
  private @Nullable String type;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "Of this severity and above; LOW lets all through.")
  private @Nullable Severity severity;

  @Option(
      names = "--pattern",
      paramLabel = "JSON|@FILE",
      description = "Events that match this EventBridge pattern.")
  private @Nullable String pattern;

  @Option(
      names = "--channel",
      required = true,
      paramLabel = "CHANNEL",
      description = "WEBHOOK, EMAIL, or another of docs/channels.")
  private String channel = "";

  @Option(
      names = "--target",
      required = true,
      paramLabel = "TARGET",
      description = "Where on it: a URL, a mail address.")
  private String target = "";

  @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
  private @Nullable String name;

  @Option(
      names = "--retry",
      split = ",",
      paramLabel = "SECONDS",
      description = "Its own pauses between attempts: 5,60,300.")
  private @Nullable List<Integer> retry;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For a whole attempt, 1 to 60.")
  private @Nullable Integer timeout;

  @Option(
      names = "--per-second",
      paramLabel = "RATE",
      description = "At most so many deliveries a second, 0.001 to 1000.")
  private @Nullable Double perSecond;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "At most so many attempts at once, 1 to 100.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--schema-versions",
      split = ",",
      paramLabel = "N",
      description = "Only events of these versions of their type: 1,2.")
  private @Nullable List<Integer> schemaVersions;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of a webhook: tocsin, cloudevents-structured or cloudevents-binary.")
  private @Nullable String format;

  @Option(
      names = "--signatures",
      split = ",",
      paramLabel = "SCHEME",
      description = "Of a webhook: v1, v1a or both.")
  private @Nullable List<String> signatures;

  @Option(
      names = "--template",
      paramLabel = "JSON|@FILE",
      description = "Its own words, or {\"id\": …} of a shared template.")
  private @Nullable String template;

  @Option(
      names = "--transform",
      paramLabel = "JSON|@FILE",
      description = "Its own body, as an input transformer of EventBridge.")
  private @Nullable String transform;

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    NewSubscription subscription =
        NewSubscription.to(channel.toUpperCase(Locale.ROOT), target)
            .withEventType(type)
            .withSeverityFilter(severity)
            .withPattern(json("--pattern", pattern))
            .withName(name)
            .withRetry(retry == null ? null : RetrySchedule.ofSeconds(retry))
            .withTimeoutSeconds(timeout)
            .withSchemaVersions(schemaVersions)
            .withFormat(format)
            .withSignatures(signatures)
            .withTemplate(json("--template", template))
            .withTransform(json("--transform", transform))
            .withLimits(
                perSecond == null && concurrency == null
                    ? null
                    : new TargetLimits(perSecond, concurrency));
    try (TocsinClient client = options.open()) {
      JsonNode answer = client.send(Calls.subscribe(subscription).asJson());
      options.out().println(options.json() ? answer.toString() : told(answer));
      options.out().flush();
    }
    return ExitCode.OK;
  }

  private @Nullable JsonNode json(String option, @Nullable String text) {
    return text == null ? null : JsonArgument.read(option, text, options.in());
  }

  private static String told(JsonNode answer) {
    String made = answer.path("subscriptionId").asText() + " is " + answer.path("status").asText();
    return answer.path("secret").isTextual()
        ? made + "\nSigned by " + answer.path("secret").asText()
        : made;
  }
}
