package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.message.Summary;
import dev.tocsin.activities.template.Escaping;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.SnsClientBuilder;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Publishes to a topic of Amazon SNS, or sends an SMS through it. */
public final class SnsChannel implements Channel {
  private static final Pattern TOPIC =
      Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final AwsFailures FAILURES = new AwsFailures("SNS");

  /** A subject must have fewer than 100 ASCII characters and begin with a letter or digit. */
  private static final int LONGEST_SUBJECT = 99;

  /** One part of an SMS, or two where a character is not in GSM's alphabet. */
  private static final int LONGEST_SMS = 140;

  private final AwsSettings settings;
  private final EventLinks links;
  private final AwsClients<SnsClientBuilder, SnsClient> clients;

  public SnsChannel(AwsSettings settings, EventLinks links) {
    this.settings = settings;
    this.links = links;
    this.clients = new AwsClients<>(settings, SnsClient::builder);
  }

  @Override
  public String name() {
    return "SNS";
  }

  @Override
  public Optional<String> faultOf(String target) {
    if (isPhone(target) && settings.region() == null) {
      return Optional.of("target must be a topic, since no AWS_REGION is set, for SNS channel");
    }
    Optional<String> named = nameOf(target);
    if (named.isEmpty()) {
      return Optional.of(
          "target must be a topic's ARN (arn:aws:sns:…) or a phone number (+4915112345678) for SNS"
              + " channel");
    }
    return settings.targets().allows(named.get())
        ? Optional.empty()
        : Optional.of("target must be one that TOCSIN_AWS_TARGETS allows for SNS channel");
  }

  @Override
  public String where(String target) {
    return isPhone(target) ? "SMS" : topic(target).map(AwsTarget::where).orElse("invalid topic");
  }

  @Override
  public boolean carriesBody() {
    return true;
  }

  @Override
  public Optional<Escaping> chatEscaping() {
    return Optional.of(Escaping.NONE);
  }

  @Override
  public Outcome deliver(Notification notification) {
    String target = notification.subscription().target();
    Optional<String> named = nameOf(target);
    if (named.isEmpty()) {
      return FAILURES.refused("the target is neither a topic nor a phone number");
    }
    if (!settings.targets().allows(named.get())) {
      return FAILURES.refused("TOCSIN_AWS_TARGETS does not allow this target");
    }
    String region = topic(target).map(AwsTarget::region).orElse(settings.region());
    if (region == null) {
      return new Outcome.HeldBack("no AWS region is configured (AWS_REGION)");
    }
    Duration timeout = Duration.ofSeconds(notification.subscription().timeout());
    PublishRequest request =
        (isPhone(target) ? sms(notification) : publication(notification))
            .overrideConfiguration(override -> override.apiCallTimeout(timeout))
            .build();
    try {
      String id = clients.in(region).publish(request).messageId();
      return new Outcome.Delivered(new Outcome.Answer(200, "SNS message " + id));
    } catch (SdkException e) {
      return FAILURES.outcomeOf(e, timeout);
    }
  }

  private PublishRequest.Builder publication(Notification notification) {
    String topic = notification.subscription().target();
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    WebhookForm.attributes(notification)
        .forEach((name, value) -> attributes.put(name, attribute(value)));
    PublishRequest.Builder request =
        PublishRequest.builder()
            .topicArn(topic)
            .subject(subject(Summary.of(notification, links)))
            .message(WebhookForm.body(notification))
            .messageAttributes(attributes);
    if (topic.endsWith(".fifo")) {
      // As in SqsChannel: each event is a group of its own.
      request
          .messageGroupId(notification.event().eventId())
          .messageDeduplicationId(notification.deliveryId());
    }
    return request;
  }

  private PublishRequest.Builder sms(Notification notification) {
    boolean urgent = notification.event().severity().reaches(Severity.HIGH);
    return PublishRequest.builder()
        .phoneNumber(notification.subscription().target())
        .message(textOf(notification))
        .messageAttributes(
            Map.of(
                "webhook-id",
                attribute(notification.deliveryId()),
                "AWS.SNS.SMS.SMSType",
                attribute(urgent ? "Transactional" : "Promotional")));
  }

  private String textOf(Notification notification) {
    return notification
        .message()
        .chat(Escaping.NONE)
        .orElseGet(
            () -> {
              Summary summary = Summary.of(notification, links);
              String text = Text.shorten(summary.headline(), LONGEST_SMS);
              return summary.link().map(link -> text + " " + link).orElse(text);
            });
  }

  /** What mails of the topic's own subscribers have as their subject. */
  private static String subject(Summary summary) {
    String ascii =
        (summary.severity() + " " + summary.eventType() + ": " + summary.title())
            .replaceAll("[^ -~]", "?");
    return ascii.length() > LONGEST_SUBJECT
        ? ascii.substring(0, LONGEST_SUBJECT - 3) + "..."
        : ascii;
  }

  private static MessageAttributeValue attribute(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static Optional<String> nameOf(String target) {
    return isPhone(target) ? Optional.of("sms:" + target) : topic(target).map(AwsTarget::arn);
  }

  private static Optional<AwsTarget> topic(String target) {
    return AwsTarget.ofArn(target, "sns", TOPIC);
  }

  private static boolean isPhone(String target) {
    return PHONE.matcher(target).matches();
  }
}
