package dev.tocsin.api.inbound;

import dev.tocsin.api.errors.UnavailableException;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.suppression.FeedbackDao;
import dev.tocsin.store.suppression.Suppression;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what SES told of a tenant's mails. */
final class MailNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(MailNotifications.class);

  /**
   * How long after its sending the attempt of a mail may still be unrecorded: SNS's own repetitions
   * (three, each after 20 s) fit in.
   */
  private static final Duration RECORDED_WITHIN = Duration.ofMinutes(2);

  private final FeedbackDao feedback;
  private final MeterRegistry meters;
  private final Clock clock;

  MailNotifications(FeedbackDao feedback, MeterRegistry meters, Clock clock) {
    this.feedback = feedback;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records it. Addresses are suppressed whether or not the mail is one of ours.
   *
   * @throws UnavailableException where the mail is so young that its attempt may not be recorded
   *     yet
   */
  String take(String tenant, String topicArn, String message) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SesNotification told = SesNotification.read(message, now).orElse(null);
    if (told == null) {
      return "It tells nothing that is kept";
    }
    List<Suppression> suppressed =
        told.addresses().stream().map(each -> entry(tenant, topicArn, told, each, now)).toList();
    Optional<String> delivery =
        feedback.record(tenant, told.messageId(), told.feedback(), suppressed, now);
    String kind = told.feedback().kind().name();
    if (delivery.isPresent()) {
      meters.counter("tocsin.mail.feedback", "kind", kind).increment();
      LOG.info("{} of {}", kind, delivery.get());
      return "Recorded";
    }
    if (told.sentAt().plus(RECORDED_WITHIN).isAfter(now)) {
      throw new UnavailableException(
          "No attempt has recorded this mail yet; send the notification again");
    }
    return "No delivery of the tenant has sent this mail";
  }

  private static Suppression entry(
      String tenant, String topicArn, SesNotification told, String address, Instant now) {
    return new Suppression(
        Identity.newSuppressionId(now),
        tenant,
        address,
        told.reason(),
        topicArn,
        told.feedback().detail(),
        told.messageId(),
        now);
  }
}
