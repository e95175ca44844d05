package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import java.time.Duration;
import java.util.Optional;

/** Sends the event as a mail. */
public final class EmailChannel implements Channel {
  /** Its name. */
  public static final String NAME = "EMAIL";

  private static final String FAULT = "target must be a valid email address for EMAIL channel";

  private final MailTransport transport;
  private final MailRenderer renderer;

  /**
   * @param from the address that all mails come from
   */
  public EmailChannel(MailTransport transport, String from) {
    this.transport = transport;
    this.renderer = new MailRenderer(from);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> faultOf(String target) {
    return MailAddress.isValid(target) ? Optional.empty() : Optional.of(FAULT);
  }

  @Override
  public String where(String target) {
    return MailAddress.where(target);
  }

  @Override
  public boolean carriesMail() {
    return true;
  }

  @Override
  public Outcome deliver(Notification notification) {
    if (!MailAddress.isValid(notification.subscription().target())) {
      return new Outcome.Rejected(FAULT, Outcome.Answer.NONE);
    }
    return transport.send(
        renderer.render(notification), Duration.ofSeconds(notification.subscription().timeout()));
  }
}
