package dev.tocsin.activities.channel;

import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * {@link ChannelContract} for a channel whose target is a URL and which calls it through {@link
 * OutboundHttp}: the receiver is an HTTP server. The delivery id is looked for in {@code
 * webhook-id}.
 */
public abstract class HttpChannelContract extends ChannelContract {
  private final MockWebServer server = new MockWebServer();
  private final OutboundHttp http =
      new OutboundHttp(
          new TargetGuard(PrivateTargets.ALLOW), OutboundHttp.DEFAULT_PERMANENT_STATUSES);
  private Channel channel;
  private String target = "";

  /** The channel under test, made over this client. */
  protected abstract Channel channelOver(OutboundHttp http);

  @BeforeEach
  void start() throws IOException {
    server.start();
    target = "http://127.0.0.1:" + server.getPort() + "/hooks/s3cr3t-token?key=s3cr3t-token";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** How many requests the receiver got. */
  protected final int requestCount() {
    return server.getRequestCount();
  }

  @Override
  protected Channel channel() {
    return channel == null ? channel = channelOver(http) : channel;
  }

  @Override
  protected String target() {
    return target;
  }

  @Override
  protected String secretPartOfTarget() {
    return "s3cr3t-token";
  }

  @Override
  protected List<String> malformedTargets() {
    return List.of(
        "",
        "ops team",
        "ftp://example.com/x",
        "//example.com/x",
        "http://",
        "https:///path",
        "http:example.com",
        "https://user@example.com/",
        "https://user:password@example.com/",
        " https://example.com/",
        "https://example.com/\r\nX-Injected: 1",
        "https://example.com/\u0000",
        "https://exa mple.com/",
        "https://example.com:99999/",
        "https://example.com/" + "x".repeat(2048));
  }

  @Override
  protected void receiverAccepts() {
    answer(new MockResponse.Builder().code(204));
  }

  @Override
  protected void receiverRefusesForGood() {
    answer(new MockResponse.Builder().code(410));
  }

  @Override
  protected void receiverIsInTrouble() {
    answer(new MockResponse.Builder().code(500));
  }

  @Override
  protected void receiverNeverAnswers() {
    answer(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
  }

  @Override
  protected void receiverIsGone() {
    server.close();
  }

  @Override
  protected String nextDeliveryId() throws Exception {
    return next().getHeaders().get("webhook-id");
  }

  /** The next request that the receiver got, within 10 s. */
  protected final RecordedRequest next() throws InterruptedException {
    return server.takeRequest(10, TimeUnit.SECONDS);
  }

  /** The receiver answers every request so. */
  protected final void answer(MockResponse.Builder response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response.build();
          }
        });
  }
}
