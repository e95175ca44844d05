package dev.tocsin.activities.channel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The channels of Amazon's against an emulator: what one sends, a consumer's queue receives. */
class AwsChannelsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGION = "eu-west-1";
  private static LocalAws aws;
  private static AwsSettings settings;
  private static SqsClient sqs;

  @BeforeAll
  static void start() throws Exception {
    aws = LocalAws.start();
    settings = new AwsSettings(aws.endpoint(), REGION, AllowedTargets.of("*"));
    sqs = new AwsClients<>(settings, SqsClient::builder).in(REGION);
  }

  @AfterAll
  static void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void aQueueGetsTheBodyAndTheAttributes() throws Exception {
    String queue = queue("orders", Map.of());
    assertThat(sqs().deliver(Notifications.to("SQS", arn(queue)).build()))
        .isInstanceOf(Outcome.Delivered.class);
    Message message = received(queue).get(0);
    assertThat(JSON.readTree(message.body()).path("eventId").asText())
        .isEqualTo(Notifications.EVENT_ID);
    assertThat(message.messageAttributes().get("webhook-id").stringValue())
        .isEqualTo(Notifications.DELIVERY_ID);
  }

  @Test
  void aFifoQueueHasARepetitionOnce() {
    String queue = queue("orders.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(sqs().deliver(Notifications.to("SQS", arn(queue)).attempt(attempt).build()))
          .isInstanceOf(Outcome.Delivered.class);
    }
    assertThat(received(queue)).hasSize(1);
  }

  @Test
  void aTopicHandsItOnToAQueue() throws Exception {
    SnsClient sns = new AwsClients<>(settings, SnsClient::builder).in(REGION);
    String topic = sns.createTopic(request -> request.name("alerts")).topicArn();
    String queue = queue("alerts", Map.of());
    sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(arn(queue)));
    assertThat(sns().deliver(Notifications.to("SNS", topic).build()))
        .isInstanceOf(Outcome.Delivered.class);
    JsonNode envelope = JSON.readTree(received(queue).get(0).body());
    assertThat(envelope.path("Subject").asText()).isEqualTo("HIGH deployment: Checkout is slow");
    assertThat(JSON.readTree(envelope.path("Message").asText()).path("title").asText())
        .isEqualTo("Checkout is slow");
    assertThat(envelope.at("/MessageAttributes/webhook-id/Value").asText())
        .isEqualTo(Notifications.DELIVERY_ID);
  }

  @Test
  void anSmsIsTaken() {
    assertThat(sns().deliver(Notifications.to("SNS", "+4915112345678").build()))
        .isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void aBusHandsItOnToAQueueByItsRule() throws Exception {
    EventBridgeClient events = new AwsClients<>(settings, EventBridgeClient::builder).in(REGION);
    String bus = events.createEventBus(request -> request.name("orders")).eventBusArn();
    String queue = queue("bus-orders", Map.of());
    events.putRule(
        request ->
            request
                .name("all")
                .eventBusName("orders")
                .eventPattern("{\"source\":[\"tocsin\"],\"detail-type\":[\"deployment\"]}"));
    events.putTargets(
        request ->
            request
                .rule("all")
                .eventBusName("orders")
                .targets(target -> target.id("1").arn(arn(queue))));
    for (String target : List.of(bus, "orders")) {
      assertThat(
              new EventBridgeChannel(settings)
                  .deliver(Notifications.to("EVENTBRIDGE", target).build()))
          .isInstanceOf(Outcome.Delivered.class);
      JsonNode event = JSON.readTree(received(queue).get(0).body());
      assertThat(event.at("/detail/deliveryId").asText()).isEqualTo(Notifications.DELIVERY_ID);
      assertThat(event.at("/detail/details/region").asText()).isEqualTo("eu");
    }
  }

  @Test
  void whatIsNotThereIsADeadLetterAtOnce() {
    assertThat(
            sqs()
                .deliver(
                    Notifications.to("SQS", "arn:aws:sqs:eu-west-1:123456789012:gone").build()))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(
            sns()
                .deliver(
                    Notifications.to("SNS", "arn:aws:sns:eu-west-1:123456789012:gone").build()))
        .isInstanceOf(Outcome.Rejected.class);
  }

  private static SqsChannel sqs() {
    return new SqsChannel(settings);
  }

  private static SnsChannel sns() {
    return new SnsChannel(settings, EventLinks.NONE);
  }

  private static String queue(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }

  private static String arn(String queueUrl) {
    return "arn:aws:sqs:"
        + REGION
        + ":123456789012:"
        + queueUrl.substring(queueUrl.lastIndexOf('/') + 1);
  }

  /** At least one, waiting for it up to 10 s. */
  private static List<Message> received(String queue) {
    List<Message> messages =
        sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(10)
                        .messageAttributeNames("All"))
            .messages();
    assertThat(messages).isNotEmpty();
    messages.forEach(
        message ->
            sqs.deleteMessage(
                request -> request.queueUrl(queue).receiptHandle(message.receiptHandle())));
    return messages;
  }
}
