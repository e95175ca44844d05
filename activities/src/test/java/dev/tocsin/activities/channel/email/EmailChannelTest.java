package dev.tocsin.activities.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelContract;
import dev.tocsin.activities.channel.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through Amazon's own SDK to a server that answers as SES does. */
class EmailChannelTest extends ChannelContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private FakeSes ses;
  private SesTransport transport;
  private Channel channel;

  @BeforeEach
  void start() throws IOException {
    ses = new FakeSes();
    transport = new SesTransport(new SesSettings(ses.endpoint(), null));
    channel = new EmailChannel(transport, "tocsin@example.org");
  }

  @AfterEach
  void stop() {
    transport.close();
    ses.close();
  }

  @Test
  void sendsBothPartsFromTheConfiguredAddress() throws Exception {
    assertThat(deliver(notification()))
        .isEqualTo(
            new Outcome.Delivered(
                new Outcome.Answer(200, "SES message 0100018c-000000"), "0100018c-000000"));

    JsonNode request = JSON.readTree(ses.next());
    assertThat(request.path("FromEmailAddress").asText()).isEqualTo("tocsin@example.org");
    assertThat(request.at("/Destination/ToAddresses/0").asText()).isEqualTo(target());
    JsonNode mail = request.at("/Content/Simple");
    assertThat(mail.at("/Subject/Data").asText()).isEqualTo("[HIGH] deployment: Checkout is slow");
    assertThat(mail.at("/Body/Text/Data").asText())
        .startsWith("Type: deployment\nSeverity: HIGH\n");
    assertThat(mail.at("/Body/Html/Data").asText()).contains("<pre");
    for (String place : List.of("/Subject", "/Body/Text", "/Body/Html")) {
      assertThat(mail.at(place + "/Charset").asText()).isEqualTo("UTF-8");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|MessageRejected|Email address is on the suppression list",
        "400|BadRequestException|Missing final '@domain'"
      })
  void whatIsWrongWithThisMailIsRejected(int status, String type, String message) {
    ses.fails(status, type, message);
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).startsWith("Mail failed: " + type);
              assertThat(rejected.answer().httpStatus()).isEqualTo(status);
            });
    assertThat(ses.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|MessageRejected|Email address is not verified. The following identities failed the"
            + " check in region EU-WEST-1: tocsin@example.org",
        "400|MailFromDomainNotVerifiedException|The MAIL FROM domain is not verified",
        "400|AccountSuspendedException|Account suspended",
        "400|SendingPausedException|Sending paused for this account",
        "400|LimitExceededException|Daily message quota exceeded",
        "429|TooManyRequestsException|Maximum sending rate exceeded.",
        "400|ThrottlingException|Rate exceeded",
        "404|NotFoundException|Configuration set does not exist",
        "403|AccessDeniedException|User: arn:aws:iam::123456789012:user/x is not authorized",
        "403|UnrecognizedClientException|The security token included in the request is invalid.",
        "403|SignatureDoesNotMatch|The Canonical String for this request should have been s3cr3t"
      })
  void whatIsWrongWithOurAccountHoldsBackEveryMailAndLosesNone(
      int status, String type, String message) {
    ses.fails(status, type, message);
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.HeldBack.class,
            held ->
                assertThat(held.reason())
                    .contains(type)
                    .doesNotContain("tocsin@", "s3cr3t", "123456789012"));
    assertThat(ses.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "500,InternalFailure",
    "503,ServiceUnavailable",
    "502,BadGateway",
    "418,SomethingNewException"
  })
  void whatWillPassIsForLaterAfterOneRequest(int status, String type) {
    ses.fails(status, type, "busy");
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later ->
                assertThat(later.reason())
                    .isEqualTo("Mail failed: " + status + " " + type + ": busy"));
    assertThat(ses.requests).hasSize(1);
  }

  @Test
  void aConnectionThatClosesWithoutAnAnswerIsNotTriedASecondTime() {
    assertThat(deliver(notification())).isInstanceOf(Outcome.Delivered.class);
    ses.hangsUp();
    // On the connection that the first mail left open, where java.net would like to repeat.
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
    assertThat(ses.requests).hasSize(2);
  }

  @Test
  void whereIsTheDomain() {
    assertThat(channel.where("ops-team@example.com")).isEqualTo("@example.com");
  }

  @Override
  protected Channel channel() {
    return channel;
  }

  @Override
  protected String target() {
    return "ops-team@example.com";
  }

  @Override
  protected String secretPartOfTarget() {
    return "ops-team";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "ops team",
        "ops",
        "@example.com",
        "ops@",
        "ops@localhost",
        "ops@@example.com",
        "a@b@example.com",
        "Ops <ops@example.com>",
        "ops@example.com,other@example.com",
        "ops@example.com\r\nBcc: other@example.com",
        "ops@example.com\n",
        " ops@example.com",
        "ops@exa mple.com",
        "ops@.example.com",
        "ops@example..com",
        "ops@-example.com",
        ".ops@example.com",
        "o..ps@example.com",
        "ops@[127.0.0.1]",
        "\"o ps\"@example.com",
        "öps@example.com",
        "o\u0000ps@example.com",
        "x".repeat(65) + "@example.com",
        "ops@" + "example.".repeat(32) + "com");
  }

  @Override
  protected void receiverAccepts() {
    ses.accepts();
  }

  @Override
  protected void receiverRefusesForGood() {
    ses.fails(400, "MessageRejected", "Email address is on the suppression list");
  }

  @Override
  protected void receiverIsInTrouble() {
    ses.fails(500, "InternalFailure", "busy");
  }

  @Override
  protected void receiverNeverAnswers() {
    ses.neverAnswers();
  }

  @Override
  protected void receiverIsGone() {
    ses.close();
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    JsonNode header = JSON.readTree(ses.next()).at("/Content/Simple/Headers/0");
    assertThat(header.path("Name").asText()).isEqualTo("X-Tocsin-Delivery-Id");
    return header.path("Value").asText();
  }
}
