package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.ApiCall;
import dev.tocsin.client.Calls;
import dev.tocsin.client.Subscription;
import dev.tocsin.client.SubscriptionQuery;
import dev.tocsin.client.TocsinClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Lists subscriptions; shows, tests, pauses, resumes or deletes one, or shows or replaces its
 * secret.
 */
@Command(
    name = "subscriptions",
    description = "Lists subscriptions; shows, tests, pauses, resumes, deletes one.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class SubscriptionsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "Show this one, as JSON.")
  private @Nullable String id;

  @ArgGroup private @Nullable Order order;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only to this type.")
  private @Nullable String type;

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only by this channel.")
  private @Nullable String channel;

  @Option(
      names = "--active",
      paramLabel = "true|false",
      arity = "1",
      description = "Only active or only paused ones.")
  private @Nullable Boolean active;

  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  /** What to do with the one that ID names. */
  static final class Order {
    @Option(names = "--pause", description = "Pause ID: its open deliveries wait.")
    private boolean pause;

    @Option(names = "--resume", description = "Resume ID.")
    private boolean resume;

    @Option(names = "--test", description = "Send ID a marked test notification.")
    private boolean test;

    @Option(names = "--delete", description = "Delete ID: its open deliveries are cancelled.")
    private boolean delete;

    @Option(names = "--secret", description = "Show what deliveries to ID are signed by.")
    private boolean secret;

    @Option(
        names = "--rotate-secret",
        description = "Sign by a new secret; the old one is good for another day.")
    private boolean rotateSecret;
  }

  @Override
  public Integer call() {
    if (id != null) {
      one(id);
      return ExitCode.OK;
    }
    if (order != null) {
      throw CommandFault.usage("Name the subscription: ./tocsin subscriptions ID --pause");
    }
    SubscriptionQuery query = new SubscriptionQuery(type, channel, active, listing.pageSize());
    Table table = new Table(listing.wide(), "SUBSCRIPTION", "STATUS", "CHANNEL", "EVENTS");
    listing.print(options, Calls.subscriptions(query), table, SubscriptionsCommand::row);
    return ExitCode.OK;
  }

  private static void row(Table table, Subscription one) {
    String events = one.eventType() == null ? "" : one.eventType() + ", ";
    String pattern = one.pattern() == null ? "" : ", pattern";
    table.row(
        one.subscriptionId(),
        one.status(),
        one.channel(),
        events + one.severityFilter() + " and above" + pattern);
    table.note(one.target() + (one.name() == null ? "" : "  (" + one.name() + ")"));
  }

  private void one(String subscriptionId) {
    try (TocsinClient client = options.open()) {
      JsonNode answer = client.send(callFor(subscriptionId));
      if (order == null || order.secret || order.rotateSecret || options.json()) {
        options.out().println(options.json() ? answer.toString() : answer.toPrettyString());
      } else {
        options.out().println(order.test ? told(answer) : subscriptionId + " is " + now(answer));
      }
      options.out().flush();
    }
  }

  private String now(JsonNode answer) {
    return order != null && order.delete ? "deleted" : answer.path("status").asText();
  }

  private static String told(JsonNode answer) {
    String error = answer.path("error").isNull() ? "" : ": " + answer.path("error").asText();
    return answer.path("outcome").asText()
        + error
        + " ("
        + answer.path("durationMs").asText()
        + " ms)";
  }

  private ApiCall<JsonNode> callFor(String subscriptionId) {
    if (order == null) {
      return Calls.subscription(subscriptionId).asJson();
    }
    if (order.secret || order.rotateSecret) {
      return order.secret
          ? Calls.secret(subscriptionId).asJson()
          : Calls.rotateSecret(subscriptionId, null).asJson();
    }
    if (order.delete) {
      return Calls.delete(subscriptionId);
    }
    if (order.test) {
      return Calls.testSubscription(subscriptionId).asJson();
    }
    return (order.pause ? Calls.pause(subscriptionId) : Calls.resume(subscriptionId)).asJson();
  }
}
