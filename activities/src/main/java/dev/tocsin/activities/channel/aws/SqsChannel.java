package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Sends to a queue of Amazon SQS. A target is the queue's URL or ARN. */
public final class SqsChannel implements Channel {
  private static final Pattern QUEUE =
      Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");
  private static final AwsFailures FAILURES = new AwsFailures("SQS");

  private final AwsSettings settings;
  private final AwsClients<SqsClientBuilder, SqsClient> clients;

  public SqsChannel(AwsSettings settings) {
    this.settings = settings;
    // TLS guards what is sent; a checksum that differs would tell of a message that SQS has taken.
    this.clients =
        new AwsClients<>(settings, () -> SqsClient.builder().checksumValidationEnabled(false));
  }

  @Override
  public String name() {
    return "SQS";
  }

  @Override
  public Optional<String> faultOf(String target) {
    Optional<AwsTarget> queue = parse(target);
    if (queue.isEmpty()) {
      return Optional.of(
          "target must be a queue's ARN (arn:aws:sqs:…) or its https URL for SQS channel");
    }
    return settings.targets().allows(queue.get().arn())
        ? Optional.empty()
        : Optional.of("target must be one that TOCSIN_AWS_TARGETS allows for SQS channel");
  }

  @Override
  public String where(String target) {
    return parse(target).map(AwsTarget::where).orElse("invalid queue");
  }

  @Override
  public boolean carriesBody() {
    return true;
  }

  @Override
  public Outcome deliver(Notification notification) {
    Optional<AwsTarget> queue = parse(notification.subscription().target());
    if (queue.isEmpty()) {
      return FAILURES.refused("the target is no queue");
    }
    if (!settings.targets().allows(queue.get().arn())) {
      return FAILURES.refused("TOCSIN_AWS_TARGETS does not allow this target");
    }
    Duration timeout = Duration.ofSeconds(notification.subscription().timeout());
    try {
      String id =
          clients
              .in(queue.get().region())
              .sendMessage(request(notification, queue.get(), timeout))
              .messageId();
      return new Outcome.Delivered(new Outcome.Answer(200, "SQS message " + id));
    } catch (SdkException e) {
      return FAILURES.outcomeOf(e, timeout);
    }
  }

  private SendMessageRequest request(Notification notification, AwsTarget queue, Duration timeout) {
    SendMessageRequest.Builder request =
        SendMessageRequest.builder()
            .queueUrl(url(queue))
            .messageBody(WebhookForm.body(notification))
            .messageAttributes(attributes(notification))
            .overrideConfiguration(override -> override.apiCallTimeout(timeout));
    if (queue.isFifo()) {
      // Tocsin keeps no order: an event that a consumer cannot handle is not to block the others.
      request
          .messageGroupId(notification.event().eventId())
          .messageDeduplicationId(notification.deliveryId());
    }
    return request.build();
  }

  /** Made from the parts of the target, so that nothing is sent to a host that it names. */
  private String url(AwsTarget queue) {
    String base =
        settings.endpoint() != null
            ? settings.endpoint().toString().replaceAll("/+$", "")
            : "https://sqs."
                + queue.region()
                + (queue.partition().equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com");
    return base + "/" + queue.account() + "/" + queue.name();
  }

  private static Map<String, MessageAttributeValue> attributes(Notification notification) {
    return WebhookForm.attributes(notification).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(entry.getValue())
                        .build()));
  }

  private static Optional<AwsTarget> parse(String target) {
    return AwsTarget.ofArn(target, "sqs", QUEUE).or(() -> AwsTarget.ofQueueUrl(target, QUEUE));
  }
}
