package dev.tocsin.activities.channel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqsChannelTest extends AwsChannelContract {
  @Override
  Channel channelOf(AwsSettings settings) {
    return new SqsChannel(settings);
  }

  @Test
  void sendsTheBodyOfAWebhookWithItsHeadersAsAttributes() throws Exception {
    receiverAccepts();
    assertThat(deliver(notification().correlationId("order 7")))
        .isEqualTo(new Outcome.Delivered(new Outcome.Answer(200, "SQS message 5fea7756-0ea4")));
    JsonNode request = JSON.readTree(aws.next());
    assertThat(request.path("QueueUrl").asText())
        .isEqualTo(aws.endpoint() + "/" + ACCOUNT + "/orders");
    assertThat(request.path("MessageBody").asText())
        .startsWith("{\"eventId\":\"" + Notifications.EVENT_ID + "\",\"eventType\":\"deployment\"")
        .contains("\"details\":{\"p99\":1.50,\"region\":\"eu\"}");
    JsonNode attributes = request.path("MessageAttributes");
    assertThat(attributes.at("/X-Event-Type/StringValue").asText()).isEqualTo("deployment");
    assertThat(attributes.at("/X-Event-Id/StringValue").asText()).isEqualTo(Notifications.EVENT_ID);
    assertThat(attributes.at("/X-Correlation-Id/StringValue").asText()).isEqualTo("order 7");
    assertThat(request.has("MessageDeduplicationId")).isFalse();
  }

  @Test
  void sendsWhatATemplateMakesInPlaceOfTheDefault() throws Exception {
    receiverAccepts();
    deliver(
        notification()
            .title("a\uFFFEb")
            .body("application/json", "{\"is\":{{{title}}},\"p\":{{details.p99}}}"));
    String json = JSON.readTree(aws.next()).path("MessageBody").asText();
    assertThat(json).isEqualTo("{\"is\":\"a\\ufffeb\",\"p\":1.50}");

    receiverAccepts();
    deliver(notification().title("a\uFFFEb\u0001").body("text/plain", "It is {{title}}"));
    assertThat(JSON.readTree(aws.next()).path("MessageBody").asText()).isEqualTo("It is ab");
  }

  @Test
  void aFifoQueueDropsRepeatsByTheDeliverysId() throws Exception {
    receiverAccepts();
    deliver(Notifications.to("SQS", target() + ".fifo").test());
    JsonNode request = JSON.readTree(aws.next());
    assertThat(request.path("MessageDeduplicationId").asText())
        .isEqualTo(Notifications.DELIVERY_ID);
    assertThat(request.path("MessageGroupId").asText()).isEqualTo(Notifications.EVENT_ID);
    assertThat(request.at("/MessageAttributes/X-Tocsin-Test/StringValue").asText())
        .isEqualTo("true");
  }

  @Test
  void takesUrlsAsWellAsArns() throws Exception {
    receiverAccepts();
    String url = "https://sqs.eu-central-1.amazonaws.com/" + ACCOUNT + "/orders";
    assertThat(channel().faultOf(url)).isEmpty();
    assertThat(channel().where(url)).isEqualTo("sqs eu-central-1 orders");
    deliver(Notifications.to("SQS", url));
    assertThat(JSON.readTree(aws.next()).path("QueueUrl").asText())
        .isEqualTo(aws.endpoint() + "/" + ACCOUNT + "/orders");
    assertThat(channelOf(settings("arn:aws:sqs:eu-central-1:*")).faultOf(url)).isEmpty();
    assertThat(channelOf(settings("arn:aws:sqs:eu-west-1:*")).faultOf(url)).isPresent();
  }

  @Test
  void charactersThatSqsLacksAreEscaped() throws Exception {
    receiverAccepts();
    deliver(notification().title("a\uFFFEb\uFFFF\u0001"));
    String body = JSON.readTree(aws.next()).path("MessageBody").asText();
    assertThat(body).doesNotContain("\uFFFE", "\uFFFF", "\u0001");
    assertThat(JSON.readTree(body).path("title").asText()).isEqualTo("a\uFFFEb\uFFFF\u0001");
  }

  @Test
  void whatSqsRefusesForGoodIsRejected() {
    assertRejected(400, "AWS.SimpleQueueService.NonExistentQueue", "The queue does not exist.");
    assertRejected(400, "InvalidMessageContents", "Invalid characters found");
    assertRejected(400, "InvalidParameterValue", "Message must be shorter than 1048576 bytes.");
    assertRejected(403, "AccessDenied", "User: arn:aws:iam::123456789012:user/x");
  }

  @Test
  void throttlingLosesNothing() {
    assertHeldBack(400, "RequestThrottled", "Rate exceeded");
    assertHeldBack(400, "ThrottlingException", "Rate exceeded");
  }

  @Override
  void fails(int status, String code, String message) {
    String type = code.substring(code.lastIndexOf('.') + 1);
    aws.answers(
        status,
        Map.of(
            "Content-Type", "application/x-amz-json-1.0", "x-amzn-query-error", code + ";Sender"),
        "{\"__type\":\"com.amazonaws.sqs#" + type + "\",\"message\":\"" + message + "\"}");
  }

  @Override
  protected String target() {
    return "arn:aws:sqs:eu-west-1:" + ACCOUNT + ":orders";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "orders",
        "arn:aws:sns:eu-west-1:123456789012:orders",
        "arn:aws:sqs:eu-west-1:123:orders",
        "arn:aws:sqs:eu-west-1:123456789012:",
        "arn:aws:sqs:eu-west-1:123456789012:or ders",
        "arn:aws:sqs:eu-west-1:123456789012:" + "x".repeat(81),
        "arn:aws:sqs:eu-west-1:123456789012:orders\n",
        "http://sqs.eu-west-1.amazonaws.com/123456789012/orders",
        "https://sqs.eu-west-1.amazonaws.com.example.com/123456789012/orders",
        "https://example.com/123456789012/orders",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/orders?x=1");
  }

  @Override
  protected void receiverAccepts() {
    aws.answers(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.0"),
        "{\"MessageId\":\"5fea7756-0ea4\",\"MD5OfMessageBody\":\"50d858e0985ecc7f60418aaf0cc5ab58\"}");
  }

  @Override
  protected void receiverRefusesForGood() {
    fails(400, "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
  }

  @Override
  protected void receiverIsInTrouble() {
    fails(500, "InternalFailure", "busy");
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    return JSON.readTree(aws.next()).at("/MessageAttributes/webhook-id/StringValue").asText();
  }
}
