package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.contract.model.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClientBuilder;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts events onto a bus of Amazon EventBridge. A target is the bus's name or ARN. */
public final class EventBridgeChannel implements Channel {
  /** By which the bus's rules tell Tocsin's events. */
  static final String SOURCE = "tocsin";

  private static final String BUS = "event-bus/";
  private static final Pattern BUS_OF_AN_ARN = Pattern.compile("event-bus/[/A-Za-z0-9._-]{1,256}");
  private static final Pattern BUS_NAME = Pattern.compile("[A-Za-z0-9._-]{1,256}");
  private static final int LONGEST_TYPE = 128;
  private static final AwsFailures FAILURES = new AwsFailures("EventBridge");

  private final AwsSettings settings;
  private final AwsClients<EventBridgeClientBuilder, EventBridgeClient> clients;

  public EventBridgeChannel(AwsSettings settings) {
    this.settings = settings;
    this.clients = new AwsClients<>(settings, EventBridgeClient::builder);
  }

  @Override
  public String name() {
    return "EVENTBRIDGE";
  }

  @Override
  public Optional<String> faultOf(String target) {
    Optional<AwsTarget> bus = parse(target);
    if (bus.isEmpty()) {
      return Optional.of(
          settings.region() == null
              ? "target must be an event bus's ARN (arn:aws:events:…; a name needs AWS_REGION) for"
                  + " EVENTBRIDGE channel"
              : "target must be an event bus's name or ARN (arn:aws:events:…) for EVENTBRIDGE"
                  + " channel");
    }
    return settings.targets().allows(bus.get().arn())
        ? Optional.empty()
        : Optional.of("target must be one that TOCSIN_AWS_TARGETS allows for EVENTBRIDGE channel");
  }

  @Override
  public String where(String target) {
    return parse(target).map(AwsTarget::where).orElse("invalid event bus");
  }

  @Override
  public boolean carriesBody() {
    return true;
  }

  @Override
  public Outcome deliver(Notification notification) {
    Optional<AwsTarget> bus = parse(notification.subscription().target());
    if (bus.isEmpty()) {
      return FAILURES.refused("the target is no event bus");
    }
    if (!settings.targets().allows(bus.get().arn())) {
      return FAILURES.refused("TOCSIN_AWS_TARGETS does not allow this target");
    }
    Duration timeout = Duration.ofSeconds(notification.subscription().timeout());
    try {
      return outcomeOf(clients.in(bus.get().region()).putEvents(request(notification, timeout)));
    } catch (SdkException e) {
      return FAILURES.outcomeOf(e, timeout);
    }
  }

  /** The answer is a 200 even where the bus did not take the event. */
  private static Outcome outcomeOf(PutEventsResponse response) {
    PutEventsResultEntry entry = response.entries().isEmpty() ? null : response.entries().get(0);
    if (entry == null || entry.errorCode() == null) {
      return new Outcome.Delivered(
          new Outcome.Answer(200, entry == null ? null : "EventBridge event " + entry.eventId()));
    }
    return FAILURES.outcomeOf(200, entry.errorCode(), entry.errorMessage());
  }

  private static PutEventsRequest request(Notification notification, Duration timeout) {
    return PutEventsRequest.builder()
        .entries(
            entry ->
                entry
                    .eventBusName(notification.subscription().target())
                    .source(SOURCE)
                    .detailType(Text.shorten(notification.event().eventType(), LONGEST_TYPE))
                    .time(notification.event().receivedAt())
                    .detail(detail(notification)))
        .overrideConfiguration(override -> override.apiCallTimeout(timeout))
        .build();
  }

  /** What the subscription makes of it, or the delivery's id and then what a webhook's body has. */
  private static String detail(Notification notification) {
    return WebhookForm.shaped(notification).orElseGet(() -> plain(notification));
  }

  private static String plain(Notification notification) {
    // Delivery ids need no quoting.
    return "{\"deliveryId\":\""
        + notification.deliveryId()
        + "\","
        + WebhookForm.plain(notification).substring(1);
  }

  private Optional<AwsTarget> parse(String target) {
    Optional<AwsTarget> arn = AwsTarget.ofArn(target, "events", BUS_OF_AN_ARN);
    String region = settings.region();
    return arn.isPresent() || region == null || !BUS_NAME.matcher(target).matches()
        ? arn
        : Optional.of(
            new AwsTarget(AwsTarget.partitionOf(region), "events", region, "", BUS + target));
  }
}
