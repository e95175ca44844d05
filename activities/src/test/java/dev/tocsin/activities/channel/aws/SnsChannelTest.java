package dev.tocsin.activities.channel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.contract.model.Severity;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnsChannelTest extends AwsChannelContract {
  private static final String PHONE = "+4915112345678";

  @Override
  Channel channelOf(AwsSettings settings) {
    return new SnsChannel(settings, EventLinks.NONE);
  }

  @Test
  void publishesTheBodyOfAWebhookUnderASubject() throws Exception {
    receiverAccepts();
    assertThat(deliver(notification().title("Störung\n" + "x".repeat(200))))
        .isEqualTo(new Outcome.Delivered(new Outcome.Answer(200, "SNS message 94f20ce6-13c5")));
    Map<String, String> form = nextForm();
    assertThat(form).containsEntry("Action", "Publish").containsEntry("TopicArn", target());
    assertThat(form.get("Subject"))
        .startsWith("HIGH deployment: St?rung x")
        .endsWith("...")
        .hasSizeLessThan(100);
    assertThat(form.get("Message")).startsWith("{\"eventId\":\"" + Notifications.EVENT_ID + "\"");
    assertThat(attributes(form)).containsEntry("X-Event-Type", "deployment");
    assertThat(form).doesNotContainKey("MessageDeduplicationId");
  }

  @Test
  void aFifoTopicDropsRepeatsByTheDeliverysId() throws Exception {
    receiverAccepts();
    deliver(Notifications.to("SNS", target() + ".fifo"));
    assertThat(nextForm())
        .containsEntry("MessageDeduplicationId", Notifications.DELIVERY_ID)
        .containsEntry("MessageGroupId", Notifications.EVENT_ID);
  }

  @Test
  void sendsAnSmsToAPhoneNumber() throws Exception {
    receiverAccepts();
    Channel channel =
        new SnsChannel(settings("sms:+49*"), new EventLinks(URI.create("https://t.example.com")));
    assertThat(channel.faultOf(PHONE)).isEmpty();
    assertThat(channel.faultOf("+33612345678")).isPresent();
    assertThat(channel.where(PHONE)).isEqualTo("SMS");
    Notifications sms = Notifications.to("SNS", PHONE).severity(Severity.CRITICAL);
    assertThat(channel.deliver(sms.title("x".repeat(500)).build()))
        .isInstanceOf(Outcome.Delivered.class);
    Map<String, String> form = nextForm();
    assertThat(form).containsEntry("PhoneNumber", PHONE).doesNotContainKey("TopicArn");
    assertThat(form.get("Message"))
        .startsWith("[CRITICAL] deployment: xxx")
        .endsWith("x… https://t.example.com/events/" + Notifications.EVENT_ID);
    assertThat(attributes(form)).containsEntry("AWS.SNS.SMS.SMSType", "Transactional");
  }

  @Test
  void templatesMakeTheTextForAPhoneAndTheBodyForATopic() throws Exception {
    Channel channel =
        new SnsChannel(settings("*"), new EventLinks(URI.create("https://t.example.com")));
    receiverAccepts();
    channel.deliver(Notifications.to("SNS", PHONE).chat("Slow: {{title}}").build());
    assertThat(nextForm()).containsEntry("Message", "Slow: Checkout is slow");

    receiverAccepts();
    channel.deliver(notification().body("text/plain", "It is {{title}}").build());
    assertThat(nextForm()).containsEntry("Message", "It is Checkout is slow");
  }

  @Test
  void aPhoneNumberNeedsARegion() {
    Channel nowhere = channelOf(new AwsSettings(aws.endpoint(), null, AllowedTargets.of("*")));
    assertThat(nowhere.faultOf(PHONE))
        .hasValueSatisfying(fault -> assertThat(fault).contains("AWS_REGION"));
    assertThat(nowhere.faultOf(target())).isEmpty();
  }

  @Test
  void whatSnsRefusesForGoodIsRejected() {
    assertRejected(404, "NotFound", "Topic does not exist");
    assertRejected(400, "EndpointDisabled", "Endpoint is disabled");
    assertRejected(400, "InvalidParameter", "Invalid parameter: Message too long");
    assertRejected(403, "AuthorizationError", "User: arn:aws:iam::123456789012:user/x");
  }

  @Test
  void throttlingLosesNothing() {
    assertHeldBack(429, "Throttled", "Rate exceeded");
    assertHeldBack(400, "KMSThrottling", "Rate exceeded");
  }

  private Map<String, String> nextForm() throws Exception {
    return Arrays.stream(aws.next().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
  }

  private static Map<String, String> attributes(Map<String, String> form) {
    return form.entrySet().stream()
        .filter(entry -> entry.getKey().matches("MessageAttributes.entry.[0-9]+.Name"))
        .collect(
            Collectors.toMap(
                Map.Entry::getValue,
                entry -> form.get(entry.getKey().replace(".Name", ".Value.StringValue"))));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  void fails(int status, String code, String message) {
    aws.answers(
        status,
        Map.of("Content-Type", "text/xml"),
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>"
            + "<Type>Sender</Type><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error><RequestId>9dd01905-5012</RequestId></ErrorResponse>");
  }

  @Override
  protected String target() {
    return "arn:aws:sns:eu-west-1:" + ACCOUNT + ":alerts";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "alerts",
        "arn:aws:sqs:eu-west-1:123456789012:alerts",
        "arn:aws:sns:eu-west-1:123456789012:alerts:5be8a7f8-subscription",
        "arn:aws:sns:eu-west-1:123456789012:al erts",
        "4915112345678",
        "+0151123456",
        "+49 151 12345678",
        "+1234567890123456",
        "+4915112345678\n");
  }

  @Override
  protected void receiverAccepts() {
    aws.answers(
        200,
        Map.of("Content-Type", "text/xml"),
        "<PublishResponse xmlns=\"https://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
            + "<MessageId>94f20ce6-13c5</MessageId></PublishResult><ResponseMetadata>"
            + "<RequestId>f187a3c1-376f</RequestId></ResponseMetadata></PublishResponse>");
  }

  @Override
  protected void receiverRefusesForGood() {
    fails(404, "NotFound", "Topic does not exist");
  }

  @Override
  protected void receiverIsInTrouble() {
    fails(500, "InternalError", "busy");
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    return attributes(nextForm()).get("webhook-id");
  }
}
