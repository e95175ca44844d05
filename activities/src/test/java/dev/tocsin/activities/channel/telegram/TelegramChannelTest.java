package dev.tocsin.activities.channel.telegram;

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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers as the Bot API does. */
class TelegramChannelTest extends HttpChannelContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "123456:AAE-s3cr3t_x";

  @Override
  protected Channel channelOver(OutboundHttp http) {
    return new TelegramChannel(
        http,
        new TelegramSettings(TOKEN, HttpUrl.get(super.target()).resolve("/")),
        new EventLinks(URI.create("https://tocsin.example.com")));
  }

  @Override
  protected String target() {
    return "-1001234567890";
  }

  @Override
  protected String secretPartOfTarget() {
    return "1001234567890";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "0",
        "-0",
        "12a",
        "ops team",
        "@",
        "@a b",
        "@1abc",
        "@" + "x".repeat(33),
        " 12",
        "12\n",
        "1".repeat(17),
        "https://t.me/ops");
  }

  @Override
  protected void receiverAccepts() {
    says(200, "{\"ok\":true,\"result\":{\"message_id\":365,\"date\":1441645532}}");
  }

  @Override
  protected void receiverRefusesForGood() {
    says(400, error(400, "Bad Request: chat not found"));
  }

  @Override
  protected void receiverIsInTrouble() {
    says(500, error(500, "Internal Server Error"));
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    Matcher id = Pattern.compile("`(dlv_[0-9a-z]+)`$").matcher(text(next()));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  @Test
  void sendsWhatATemplateMakesInPlaceOfTheDefault() throws Exception {
    receiverAccepts();
    deliver(notification().title("1.5 *up*").chat("*Slow:* {{title}}"));

    JsonNode message = JSON.readTree(next().getBody().utf8());
    assertThat(message.path("text").asText()).isEqualTo("*Slow:* 1\\.5 \\*up\\*");
    assertThat(message.path("parse_mode").asText()).isEqualTo("MarkdownV2");
  }

  @Test
  void sendsMarkdownWithATableAndALink() throws Exception {
    receiverAccepts();
    assertThat(deliver(notification().title("v1.2 (x_y) is out!")))
        .isEqualTo(new Outcome.Delivered(new Outcome.Answer(200, "Telegram message 365")));
    RecordedRequest request = next();
    assertThat(request.getUrl().pathSegments()).containsExactly("bot" + TOKEN, "sendMessage");
    JsonNode body = JSON.readTree(request.getBody().utf8());
    assertThat(body.path("chat_id").asText()).isEqualTo(target());
    assertThat(body.path("parse_mode").asText()).isEqualTo("MarkdownV2");
    assertThat(body.at("/link_preview_options/is_disabled").asBoolean()).isTrue();
    assertThat(body.path("text").asText())
        .isEqualTo(
            "🟠 *HIGH* deployment\n*v1\\.2 \\(x\\_y\\) is out\\!*\n2026\\-03\\-01 09:30:00 UTC\n"
                + "```\np99     1.50\nregion  eu\n```\n"
                + "[Show the event](https://tocsin.example.com/events/"
                + Notifications.EVENT_ID
                + ")\n`"
                + Notifications.EVENT_ID
                + "`\n`"
                + Notifications.DELIVERY_ID
                + "`");
  }

  @Test
  void staysBelowTelegramsLimit() throws Exception {
    receiverAccepts();
    for (String piece : List.of("_", "🚨", "`", "x", "\\")) {
      String quoted = piece.replace("\\", "\\\\");
      String details =
          IntStream.range(0, 60)
              .mapToObj(at -> "\"k" + at + quoted + "\":\"" + quoted.repeat(500) + "\"")
              .collect(Collectors.joining(",", "{", "}"));
      deliver(notification().title(piece.repeat(5000)).type(piece.repeat(300)).details(details));
      assertThat(text(next()))
          .hasSizeLessThanOrEqualTo(4096)
          .contains("more\n```\n")
          .endsWith("`" + Notifications.DELIVERY_ID + "`");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|Bad Request: chat not found",
        "400|Bad Request: not enough rights to send text messages to the chat",
        "403|Forbidden: bot was blocked by the user",
        "403|Forbidden: bot was kicked from the supergroup chat",
        "403|Forbidden: bot is not a member of the channel chat"
      })
  void whatTelegramRefusesForGoodIsRejected(int code, String description) {
    says(code, error(code, description));
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.reason())
                    .isEqualTo("Telegram failed: " + code + " " + description));
  }

  @ParameterizedTest
  @CsvSource({"401,Unauthorized", "404,Not Found"})
  void aTokenThatTelegramRefusesLosesNoMessage(int code, String description) {
    says(code, error(code, description));
    assertThat(deliver(notification()))
        .isEqualTo(new Outcome.HeldBack("Telegram refuses our token: " + code + " " + description));
  }

  @Test
  void aRateLimitIsHonoured() {
    says(
        429,
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\","
            + "\"parameters\":{\"retry_after\":35}}");
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(35)));
  }

  @Test
  void aGroupThatMovedIsRejectedWithItsNewId() {
    says(
        400,
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to"
            + " a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1009876543210}}");
    assertThat(deliver(notification()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).endsWith("(its id is now -1009876543210)"));
  }

  @Test
  void anAnswerOfSomethingOnTheWayIsForLater() {
    says(400, "<html>Bad Gateway</html>");
    assertThat(deliver(notification())).isInstanceOf(Outcome.RetryLater.class);
  }

  @Test
  void aLongEchoOfTheMessageIsStillASuccess() {
    says(
        200,
        "{\"ok\":true,\"result\":{\"message_id\":1,\"text\":\""
            + "\\ud83d\\udea8".repeat(4000)
            + "\"}}");
    assertThat(deliver(notification())).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void noReasonShowsTheToken() {
    receiverIsGone();
    assertThat(deliver(notification()).toString()).doesNotContain(TOKEN, "AAE");
    assertThat(new TelegramSettings(TOKEN, TelegramSettings.DEFAULT_API).toString())
        .doesNotContain("AAE");
  }

  @Test
  void withoutABotThereAreNoTargets() {
    TelegramChannel none = new TelegramChannel(null, TelegramSettings.NONE, EventLinks.NONE);
    assertThat(none.faultOf(target()))
        .hasValueSatisfying(fault -> assertThat(fault).contains("TOCSIN_TELEGRAM_TOKEN"));
    assertThat(none.deliver(notification().build())).isInstanceOf(Outcome.HeldBack.class);
  }

  private static String text(RecordedRequest request) throws Exception {
    return JSON.readTree(request.getBody().utf8()).path("text").asText();
  }

  private static String error(int code, String description) {
    return "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}";
  }

  private void says(int status, String body) {
    answer(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .body(body));
  }
}
