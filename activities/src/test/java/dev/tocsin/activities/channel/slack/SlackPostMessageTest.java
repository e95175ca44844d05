package dev.tocsin.activities.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.HttpChannelContract;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SLACK through chat.postMessage, against a server that answers as slack.com's Web API does. */
class SlackPostMessageTest extends HttpChannelContract {
  private static final String TOKEN = "xoxb-test-s3cr3t";

  @Override
  protected Channel channelOver(OutboundHttp http) {
    return new SlackChannel(
        http,
        new SlackSettings(
            TOKEN, HttpUrl.get(super.target()).resolve("/api/"), SlackSettings.DEFAULT_WEBHOOKS),
        EventLinks.NONE);
  }

  @Override
  protected String target() {
    return "#alerts";
  }

  @Override
  protected String secretPartOfTarget() {
    return "alerts";
  }

  @Override
  protected List<String> malformedTargets() {
    List<String> targets = new ArrayList<>(super.malformedTargets());
    targets.addAll(
        List.of("#", "alerts", "#two words", "#" + "x".repeat(81), "C12", "c0123456789", "@user"));
    targets.addAll(List.of("https://slack.com/services/T0/B0/x", "https://hooks.slack.com/"));
    return targets;
  }

  @Override
  protected void receiverAccepts() {
    says("{\"ok\":true,\"channel\":\"C0123456789\",\"ts\":\"1503435956.000247\",\"message\":{}}");
  }

  @Override
  protected void receiverRefusesForGood() {
    says("{\"ok\":false,\"error\":\"channel_not_found\"}");
  }

  @Override
  protected void receiverIsInTrouble() {
    says("{\"ok\":false,\"error\":\"internal_error\"}");
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    return SlackWebhookTest.body(next()).at("/attachments/0/blocks/0/block_id").asText();
  }

  @Test
  void postsWithTheTokenToTheChannel() throws Exception {
    receiverAccepts();
    assertThat(deliver(notification()))
        .isEqualTo(
            new Outcome.Delivered(new Outcome.Answer(200, "Slack message 1503435956.000247")));
    RecordedRequest request = next();
    assertThat(request.getTarget()).isEqualTo("/api/chat.postMessage");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(SlackWebhookTest.body(request).path("channel").asText()).isEqualTo("#alerts");
  }

  @Test
  void takesIdsAndNamesAndWebhooks() {
    for (String target :
        List.of("C0123456789", "G0123456789", "U0123456789", "#störung-ops_1", "#データ")) {
      assertThat(channel().faultOf(target)).isEmpty();
    }
    assertThat(channel().faultOf("https://hooks.slack.com/services/T0/B0/s3cr3t")).isEmpty();
    assertThat(channel().where("https://hooks.slack.com/services/T0/B0/s3cr3t"))
        .isEqualTo("hooks.slack.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is_archived",
        "not_in_channel",
        "msg_too_long",
        "invalid_blocks",
        "restricted_action"
      })
  void whatSlackRefusesForGoodIsRejected(String error) {
    says("{\"ok\":false,\"error\":\"" + error + "\",\"response_metadata\":{\"messages\":[]}}");
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("Slack failed: " + error));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "account_inactive",
        "missing_scope"
      })
  void aTokenThatSlackRefusesLosesNoMessage(String error) {
    says("{\"ok\":false,\"error\":\"" + error + "\"}");
    assertThat(deliver(notification()))
        .isEqualTo(new Outcome.HeldBack("Slack refuses our token: " + error));
  }

  @Test
  void aRateLimitIsHonouredInBothForms() {
    answer(
        new MockResponse.Builder()
            .code(429)
            .addHeader("Retry-After", "7")
            .body("{\"ok\":false,\"error\":\"ratelimited\"}"));
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(7)));
    answer(
        new MockResponse.Builder()
            .addHeader("Retry-After", "9")
            .body("{\"ok\":false,\"error\":\"ratelimited\"}"));
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ok\":false,\"error\":\"s0mething_new\"}",
        "<html>login</html>",
        "",
        "[]",
        "{}"
      })
  void anAnswerThatIsNotUnderstoodIsForLater(String body) {
    says(body);
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void aLongEchoOfTheMessageIsStillASuccess() {
    says("{\"ok\":true,\"ts\":\"1.2\",\"message\":{\"text\":\"" + "x".repeat(50_000) + "\"}}");
    assertThat(deliver(notification())).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void settingsDoNotShowTheToken() {
    assertThat(
            new SlackSettings(TOKEN, SlackSettings.DEFAULT_API, SlackSettings.DEFAULT_WEBHOOKS)
                .toString())
        .doesNotContain(TOKEN);
  }

  private void says(String body) {
    answer(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Type", "application/json; charset=utf-8")
            .body(body));
  }
}
