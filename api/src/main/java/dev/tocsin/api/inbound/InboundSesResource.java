package dev.tocsin.api.inbound;

import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.errors.UntrustedMessageException;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.suppression.FeedbackDao;
import dev.tocsin.store.suppression.InboundDao;
import dev.tocsin.store.suppression.InboundDao.Receiver;
import dev.tocsin.store.suppression.InboundToken;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Amazon SNS posts. Who it is for is told by the token in the path, whether it is true
 * by its topic and its signature; nothing is fetched before the first two are known to be right.
 * SNS repeats what is answered by 5xx, and nothing else.
 */
@Path("/inbound/ses/{token}")
@Produces(MediaType.APPLICATION_JSON)
public final class InboundSesResource {
  private static final Logger LOG = LoggerFactory.getLogger(InboundSesResource.class);

  private final InboundDao inbound;
  private final SnsSource source;
  private final SnsSignature signature;
  private final MailNotifications notifications;

  public InboundSesResource(
      Database database, SnsSource source, MeterRegistry meters, Clock clock) {
    this.inbound = new InboundDao(database);
    this.source = source;
    this.signature = new SnsSignature(source, clock);
    this.notifications = new MailNotifications(new FeedbackDao(database), meters, clock);
  }

  /**
   * The answer, for whoever tries it by hand: SNS reads none.
   *
   * @param message what was done
   */
  public record Taken(String message) {}

  @POST
  @PermitAll
  public Taken take(@PathParam("token") String token, InputStream request) throws IOException {
    byte[] body = RequestBody.read(request);
    Receiver receiver =
        InboundToken.parse(token)
            .flatMap(inbound::find)
            .orElseThrow(() -> new UnknownIdException("inbound token"));
    SnsMessage message = SnsMessage.read(body);
    if (!receiver.topics().contains(message.topicArn())) {
      throw UntrustedMessageException.topic();
    }
    signature.check(message);
    return new Taken(
        switch (message.type()) {
          case NOTIFICATION ->
              notifications.take(receiver.tenant(), message.topicArn(), message.field("Message"));
          case SUBSCRIPTION_CONFIRMATION -> confirm(receiver, message);
          case UNSUBSCRIBE_CONFIRMATION -> {
            LOG.warn("{} of {} tells no more", message.topicArn(), receiver.tenant());
            yield "Noted; subscribe again where that was not meant";
          }
        });
  }

  private String confirm(Receiver receiver, SnsMessage message) {
    HttpUrl url =
        SnsUrls.confirmation(message.field("SubscribeURL"), message.topicArn())
            .orElseThrow(
                () ->
                    UntrustedMessageException.signature(
                        "SubscribeURL must confirm the topic at"
                            + " https://sns.REGION.amazonaws.com"));
    try {
      source.fetch().get(url);
    } catch (IOException away) {
      throw new UnavailableException(
          "The subscription could not be confirmed: " + away.getMessage());
    }
    LOG.info("{} tells of the mails of {}", message.topicArn(), receiver.tenant());
    return "The subscription is confirmed";
  }
}
