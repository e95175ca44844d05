package dev.tocsin.activities.channel.example;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.outbound.HttpTarget;
import dev.tocsin.activities.channel.outbound.JsonBody;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.contract.model.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Posts {@code {"text": …}}, as the incoming webhooks of most chat servers take it. */
public final class ChatChannel implements Channel {
  private static final String FAULT = "target must be a valid HTTP/HTTPS URL for CHAT channel";

  private final OutboundHttp http;

  public ChatChannel(OutboundHttp http) {
    this.http = http;
  }

  @Override
  public String name() {
    return "CHAT";
  }

  @Override
  public Optional<String> faultOf(String target) {
    return HttpTarget.parse(target).isPresent() ? Optional.empty() : Optional.of(FAULT);
  }

  @Override
  public String where(String target) {
    return HttpTarget.where(target);
  }

  @Override
  public Outcome deliver(Notification notification) {
    Optional<HttpUrl> url = HttpTarget.parse(notification.subscription().target());
    if (url.isEmpty()) {
      return new Outcome.Rejected(FAULT, Outcome.Answer.NONE);
    }
    Request request =
        new Request.Builder()
            .url(url.get())
            .header("webhook-id", notification.deliveryId())
            .post(new JsonBody(body(notification.event())))
            .build();
    return http.call(
        request, Duration.ofSeconds(notification.subscription().timeout()), "Chat failed");
  }

  private static byte[] body(Event event) {
    String text = "[" + event.severity() + "] " + event.eventType() + ": " + event.title();
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
    return ("{\"text\":\"" + quoted + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
