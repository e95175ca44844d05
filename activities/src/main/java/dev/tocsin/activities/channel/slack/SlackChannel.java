package dev.tocsin.activities.channel.slack;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.outbound.AnswerDialect;
import dev.tocsin.activities.channel.outbound.HttpTarget;
import dev.tocsin.activities.channel.outbound.JsonBody;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.template.Escaping;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Posts to a Slack channel. A target is the URL of an incoming webhook, which is a secret, or a
 * channel's name or id, to which the bot of {@link SlackSettings#token()} posts.
 */
public final class SlackChannel implements Channel {
  private static final String FAILED = "Slack failed";

  /** A name as Slack allows it, or the id of a channel, group, direct message or user. */
  private static final Pattern CONVERSATION =
      Pattern.compile("#[\\p{L}\\p{M}\\p{N}._-]{1,80}|[CDGUW][A-Z0-9]{6,20}");

  private final OutboundHttp http;
  private final SlackSettings settings;
  private final SlackMessage message;

  public SlackChannel(OutboundHttp http, SlackSettings settings, EventLinks links) {
    this.http = http;
    this.settings = settings;
    this.message = new SlackMessage(links);
  }

  @Override
  public String name() {
    return "SLACK";
  }

  @Override
  public Optional<String> faultOf(String target) {
    if (webhook(target).isPresent() || (isConversation(target) && settings.token() != null)) {
      return Optional.empty();
    }
    return Optional.of(
        settings.token() == null
            ? "target must be an incoming webhook URL ("
                + settings.webhooks()
                + "…; names and ids of channels need TOCSIN_SLACK_TOKEN) for SLACK channel"
            : "target must be an incoming webhook URL ("
                + settings.webhooks()
                + "…), a name (#alerts) or an id (C0123456789) for SLACK channel");
  }

  @Override
  public String where(String target) {
    return isConversation(target) ? settings.api().host() : HttpTarget.where(target);
  }

  @Override
  public Optional<Escaping> chatEscaping() {
    return Optional.of(Escaping.SLACK);
  }

  @Override
  public Outcome deliver(Notification notification) {
    String target = notification.subscription().target();
    Optional<HttpUrl> webhook = webhook(target);
    if (webhook.isPresent()) {
      return call(
          new Request.Builder()
              .url(webhook.get())
              .post(new JsonBody(message.of(notification, null)))
              .build(),
          notification,
          SlackAnswers::ofWebhook);
    }
    if (!isConversation(target)) {
      return new Outcome.Rejected(
          FAILED + ": the target is neither an incoming webhook nor a channel",
          Outcome.Answer.NONE);
    }
    if (settings.token() == null) {
      return new Outcome.HeldBack("no Slack token is configured (TOCSIN_SLACK_TOKEN)");
    }
    return call(
        new Request.Builder()
            .url(Objects.requireNonNull(settings.api().resolve("chat.postMessage")))
            .header("Authorization", "Bearer " + settings.token())
            .post(new JsonBody(message.of(notification, target)))
            .build(),
        notification,
        SlackAnswers::ofPostMessage);
  }

  private Outcome call(Request request, Notification notification, AnswerDialect dialect) {
    return http.call(
        request, Duration.ofSeconds(notification.subscription().timeout()), FAILED, dialect);
  }

  private Optional<HttpUrl> webhook(String target) {
    return HttpTarget.parse(target)
        .filter(url -> url.toString().startsWith(settings.webhooks().toString()))
        .filter(url -> url.encodedPath().length() > settings.webhooks().encodedPath().length());
  }

  private static boolean isConversation(String target) {
    return CONVERSATION.matcher(target).matches();
  }
}
