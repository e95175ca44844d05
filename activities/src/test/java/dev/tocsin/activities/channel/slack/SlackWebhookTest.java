package dev.tocsin.activities.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.HttpChannelContract;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SLACK through incoming webhooks, against a server that answers as hooks.slack.com does. */
class SlackWebhookTest extends HttpChannelContract {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  protected Channel channelOver(OutboundHttp http) {
    return new SlackChannel(
        http,
        new SlackSettings(null, SlackSettings.DEFAULT_API, HttpUrl.get(target()).resolve("/")),
        new EventLinks(URI.create("https://tocsin.example.com/")));
  }

  @Override
  protected List<String> malformedTargets() {
    List<String> targets = new ArrayList<>(super.malformedTargets());
    // No token: only incoming webhooks are targets.
    targets.addAll(
        List.of(
            "https://example.com/services/T0/B0/x", HttpUrl.get(target()).resolve("/").toString()));
    return targets;
  }

  @Override
  protected void receiverAccepts() {
    answer(new MockResponse.Builder().code(200).addHeader("Content-Type", "text/html").body("ok"));
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    return body(next()).at("/attachments/0/blocks/0/block_id").asText();
  }

  @Test
  void postsTheHeadlineAndATableBesideTheSeveritysColour() throws Exception {
    receiverAccepts();
    deliver(
        notification().title("p99 < 1 s & <!channel>").details("{\"p99\":1.50,\"r\":\"<eu>\"}"));

    RecordedRequest request = next();
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    JsonNode message = body(request);
    assertThat(message.has("channel")).isFalse();
    assertThat(message.path("text").asText())
        .isEqualTo("[HIGH] deployment: p99 &lt; 1 s &amp; &lt;!channel&gt;");
    JsonNode attachment = message.at("/attachments/0");
    assertThat(attachment.path("color").asText()).isEqualTo("#c2410c");
    assertThat(attachment.at("/blocks/0/fields").findValuesAsText("text"))
        .containsExactly(
            "*Type*\ndeployment",
            "*Severity*\nHIGH",
            "*Time*\n2026-03-01 09:30:00 UTC",
            "*Event*\n" + Notifications.EVENT_ID);
    assertThat(attachment.at("/blocks/1/fields").findValuesAsText("text"))
        .containsExactly("*p99*\n1.50", "*r*\n&lt;eu&gt;");
    assertThat(attachment.at("/blocks/2/elements/0/text").asText())
        .isEqualTo(
            "<https://tocsin.example.com/events/"
                + Notifications.EVENT_ID
                + "|Show the event> · Subscription "
                + Notifications.SUBSCRIPTION_ID);
  }

  @Test
  void postsWhatATemplateMakesInPlaceOfTheDefault() throws Exception {
    receiverAccepts();
    deliver(notification().title("<!channel> & co").chat("<!here> *{{title}}*"));

    JsonNode message = body(next());
    assertThat(message.path("text").asText()).isEqualTo("<!here> *&lt;!channel&gt; &amp; co*");
    assertThat(message.has("attachments")).isFalse();
    assertThat(message.path("unfurl_links").asBoolean(true)).isFalse();
  }

  @Test
  void staysWithinTheLimitsOfBlockKit() throws Exception {
    receiverAccepts();
    String details =
        IntStream.range(0, 200)
            .mapToObj(at -> "\"" + "&".repeat(200) + at + "\":\"" + "&".repeat(5000) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    deliver(notification().title("&🚨".repeat(5000)).details(details));

    JsonNode message = body(next());
    assertThat(message.path("text").asText()).hasSizeLessThanOrEqualTo(3000).endsWith("…");
    JsonNode blocks = message.at("/attachments/0/blocks");
    assertThat(blocks.size()).isLessThanOrEqualTo(50);
    for (JsonNode block : blocks) {
      assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
    }
    assertThat(blocks.findValuesAsText("text"))
        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(2000))
        .contains("… and 170 more details");
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_payload",
    "403,action_prohibited",
    "403,posting_to_general_channel_denied",
    "403,invalid_token",
    "403,team_disabled",
    "404,no_service",
    "404,channel_not_found",
    "404,no_active_hooks",
    "410,channel_is_archived"
  })
  void whatSlackRefusesForGoodIsRejected(int status, String error) {
    answer(new MockResponse.Builder().code(status).body(error));
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.answer()).isEqualTo(new Outcome.Answer(status, error)));
  }

  @ParameterizedTest
  @CsvSource({"500,rollup_error", "404,<html>", "503,", "403,something_new"})
  void anythingElseIsForLater(int status, String body) {
    answer(new MockResponse.Builder().code(status).body(body == null ? "" : body));
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void aRateLimitIsHonoured() {
    answer(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "30").body("rate_limited"));
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(30)));
  }

  @Test
  void channelsNeedAToken() {
    assertThat(channel().faultOf("#alerts"))
        .hasValueSatisfying(fault -> assertThat(fault).contains("TOCSIN_SLACK_TOKEN"));
    assertThat(channel().deliver(Notifications.to("SLACK", "#alerts").build()))
        .isInstanceOf(Outcome.HeldBack.class);
  }

  static JsonNode body(RecordedRequest request) throws Exception {
    return JSON.readTree(request.getBody().utf8());
  }
}
