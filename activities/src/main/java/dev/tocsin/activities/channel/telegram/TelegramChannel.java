package dev.tocsin.activities.channel.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.outbound.JsonBody;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.template.Escaping;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Sends through the Bot API. A target is a chat's number or a public channel's name. */
public final class TelegramChannel implements Channel {
  private static final String FAILED = "Telegram failed";
  private static final String FAULT =
      "target must be a chat id (-1001234567890) or a public name (@channelname) for TELEGRAM"
          + " channel";
  private static final String NO_TOKEN =
      "target must wait until a bot is set up (TOCSIN_TELEGRAM_TOKEN) for TELEGRAM channel";
  private static final Pattern CHAT =
      Pattern.compile("-?[1-9][0-9]{0,15}|@[A-Za-z][A-Za-z0-9_]{3,31}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutboundHttp http;
  private final TelegramSettings settings;
  private final TelegramMessage message;

  public TelegramChannel(OutboundHttp http, TelegramSettings settings, EventLinks links) {
    this.http = http;
    this.settings = settings;
    this.message = new TelegramMessage(links);
  }

  @Override
  public String name() {
    return "TELEGRAM";
  }

  @Override
  public Optional<String> faultOf(String target) {
    if (!CHAT.matcher(target).matches()) {
      return Optional.of(FAULT);
    }
    return settings.token() == null ? Optional.of(NO_TOKEN) : Optional.empty();
  }

  @Override
  public String where(String target) {
    return settings.api().host();
  }

  @Override
  public Optional<Escaping> chatEscaping() {
    return Optional.of(Escaping.TELEGRAM);
  }

  @Override
  public Outcome deliver(Notification notification) {
    String target = notification.subscription().target();
    if (!CHAT.matcher(target).matches()) {
      return new Outcome.Rejected(FAILED + ": the target is no chat", Outcome.Answer.NONE);
    }
    if (settings.token() == null) {
      return new Outcome.HeldBack("no Telegram bot is configured (TOCSIN_TELEGRAM_TOKEN)");
    }
    Request request =
        new Request.Builder()
            .url(method(settings.token()))
            .post(new JsonBody(body(target, message.of(notification))))
            .build();
    return http.call(
        request,
        Duration.ofSeconds(notification.subscription().timeout()),
        FAILED,
        TelegramAnswers::outcomeOf);
  }

  private HttpUrl method(String token) {
    return settings
        .api()
        .newBuilder()
        .addPathSegment("bot" + token)
        .addPathSegment("sendMessage")
        .build();
  }

  private static byte[] body(String chat, String text) {
    ObjectNode body = JSON.createObjectNode();
    body.put("chat_id", chat).put("text", text).put("parse_mode", "MarkdownV2");
    // Links in an event are the publisher's: Telegram is not to fetch and show their pages.
    body.putObject("link_preview_options").put("is_disabled", true);
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can always be written", impossible);
    }
  }
}
