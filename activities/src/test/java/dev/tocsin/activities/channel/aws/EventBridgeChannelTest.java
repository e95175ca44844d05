package dev.tocsin.activities.channel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.template.Content;
import dev.tocsin.activities.template.InputTransform;
import dev.tocsin.activities.template.MessageTemplate;
import dev.tocsin.contract.model.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBridgeChannelTest extends AwsChannelContract {
  @Override
  Channel channelOf(AwsSettings settings) {
    return new EventBridgeChannel(settings);
  }

  @Test
  void putsAnEventOntoTheBus() throws Exception {
    receiverAccepts();
    assertThat(deliver(notification()))
        .isEqualTo(
            new Outcome.Delivered(new Outcome.Answer(200, "EventBridge event 11710aed-b79e")));
    JsonNode request = JSON.readTree(aws.next());
    assertThat(request.path("Entries")).hasSize(1);
    JsonNode entry = request.at("/Entries/0");
    assertThat(entry.path("EventBusName").asText()).isEqualTo(target());
    assertThat(entry.path("Source").asText()).isEqualTo("tocsin");
    assertThat(entry.path("DetailType").asText()).isEqualTo("deployment");
    assertThat(entry.path("Detail").asText())
        .startsWith(
            "{\"deliveryId\":\""
                + Notifications.DELIVERY_ID
                + "\",\"eventId\":\""
                + Notifications.EVENT_ID
                + "\",")
        .contains("\"details\":{\"p99\":1.50,\"region\":\"eu\"}");
    assertThat(JSON.readTree(entry.path("Detail").asText()).path("title").asText())
        .isEqualTo("Checkout is slow");
  }

  @Test
  void putsWhatATransformMakesInPlaceOfTheDefault() throws Exception {
    receiverAccepts();
    deliver(
        notification()
            .content(
                new Content(
                    MessageTemplate.NONE,
                    InputTransform.of(
                        new JsonText(
                            "{\"inputPathsMap\":{\"p\":\"$.detail.p99\"},"
                                + "\"inputTemplate\":\"{\\\"p\\\": <p>}\"}")))));
    assertThat(JSON.readTree(aws.next()).at("/Entries/0/Detail").asText())
        .isEqualTo("{\"p\":1.50}");
  }

  @Test
  void aLongTypeIsCutButWholeInTheDetail() throws Exception {
    receiverAccepts();
    deliver(notification().type("t".repeat(255)));
    JsonNode entry = JSON.readTree(aws.next()).at("/Entries/0");
    assertThat(entry.path("DetailType").asText()).hasSize(128);
    assertThat(JSON.readTree(entry.path("Detail").asText()).path("eventType").asText())
        .hasSize(255);
  }

  @Test
  void takesANameInTheRegionOfTheSettings() {
    Channel channel = channelOf(settings("arn:aws:events:eu-west-1:*:event-bus/orders"));
    assertThat(channel.faultOf("orders")).isEmpty();
    assertThat(channel.faultOf("other")).isPresent();
    assertThat(channel.where("orders")).isEqualTo("events eu-west-1 event-bus/orders");
    Channel nowhere = channelOf(new AwsSettings(aws.endpoint(), null, AllowedTargets.of("*")));
    assertThat(nowhere.faultOf("orders"))
        .hasValueSatisfying(fault -> assertThat(fault).contains("AWS_REGION"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessDeniedException",
        "InvalidAccountIdException",
        "InvalidArgument",
        "MalformedDetail",
        "RedactionFailure",
        "NotAuthorizedForSourceException",
        "NotAuthorizedForDetailTypeException"
      })
  void anEntryThatFailedForGoodIsRejectedThoughTheAnswerIs200(String code) {
    entryFails(code);
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.reason()).contains(code));
  }

  @Test
  void anEntryThatFailedForNowIsNot() {
    entryFails("InternalFailure");
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
    entryFails("ThrottlingException");
    assertThat(deliver(notification())).isInstanceOf(Outcome.HeldBack.class);
  }

  @Test
  void whatEventBridgeRefusesForGoodIsRejected() {
    assertRejected(400, "ResourceNotFoundException", "Event bus orders does not exist.");
    assertRejected(400, "ValidationException", "1 validation error detected");
    assertRejected(400, "AccessDeniedException", "User: arn:aws:iam::123456789012:user/x");
  }

  @Test
  void throttlingLosesNothing() {
    assertHeldBack(400, "ThrottlingException", "Rate exceeded");
  }

  private void entryFails(String code) {
    aws.answers(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\""
            + code
            + "\",\"ErrorMessage\":\"no\"}]}");
  }

  @Override
  void fails(int status, String code, String message) {
    aws.answers(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  @Override
  protected String target() {
    return "arn:aws:events:eu-west-1:" + ACCOUNT + ":event-bus/orders";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "or ders",
        "https://example.com/orders",
        "arn:aws:events:eu-west-1:123456789012:rule/orders",
        "arn:aws:sqs:eu-west-1:123456789012:orders",
        "orders\n",
        "x".repeat(257));
  }

  @Override
  protected void receiverAccepts() {
    aws.answers(
        200,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"11710aed-b79e\"}]}");
  }

  @Override
  protected void receiverRefusesForGood() {
    entryFails("MalformedDetail");
  }

  @Override
  protected void receiverIsInTrouble() {
    fails(500, "InternalException", "busy");
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    String detail = JSON.readTree(aws.next()).at("/Entries/0/Detail").asText();
    return JSON.readTree(detail).path("deliveryId").asText();
  }
}
