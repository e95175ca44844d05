package dev.tocsin.activities.channel.webhook;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.outbound.HttpTarget;
import dev.tocsin.activities.channel.outbound.JsonBody;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Posts the event to the target. What each answer means is {@link OutboundHttp}'s to say. */
public final class WebhookChannel implements Channel {
  private static final String FAILED = "Webhook failed";
  private static final String FAULT = "target must be a valid HTTP/HTTPS URL for WEBHOOK channel";

  private final OutboundHttp http;
  private final String userAgent;

  /**
   * @param version Tocsin's, for the {@code User-Agent}
   */
  public WebhookChannel(OutboundHttp http, String version) {
    this.http = http;
    this.userAgent = "Tocsin/" + version;
  }

  @Override
  public String name() {
    return "WEBHOOK";
  }

  @Override
  public Optional<String> faultOf(String target) {
    return HttpTarget.parse(target).map(http::faultOf).orElse(Optional.of(FAULT));
  }

  @Override
  public String where(String target) {
    return HttpTarget.where(target);
  }

  @Override
  public boolean signs() {
    return true;
  }

  @Override
  public boolean carriesBody() {
    return true;
  }

  @Override
  public Outcome deliver(Notification notification) {
    Optional<HttpUrl> url = HttpTarget.parse(notification.subscription().target());
    if (url.isEmpty()) {
      return new Outcome.Rejected(FAILED + ": " + FAULT, Outcome.Answer.NONE);
    }
    WebhookMessage message = WebhookMessage.of(notification);
    Request request =
        new Request.Builder()
            .url(url.get())
            .headers(WebhookHeaders.of(notification, message, userAgent))
            .post(new JsonBody(message.body(), message.contentType()))
            .build();
    return http.call(request, Duration.ofSeconds(notification.subscription().timeout()), FAILED);
  }
}
