package dev.tocsin.activities.channel.standard;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.email.EmailChannel;
import dev.tocsin.activities.channel.email.MailTransport;
import dev.tocsin.activities.channel.email.OutboxTransport;
import dev.tocsin.activities.channel.email.SesTransport;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.webhook.WebhookChannel;
import java.util.List;

/** The one list of channels. */
public final class StandardChannels {
  private StandardChannels() {}

  /** All channels, in the order in which the API lists them. */
  public static ChannelRegistry of(ChannelSettings settings) {
    OutboundHttp http = new OutboundHttp(settings.guard(), settings.permanentStatuses());
    return new ChannelRegistry(
        List.of(
            new EmailChannel(transport(settings), settings.mailFrom()),
            new WebhookChannel(http, settings.version())));
  }

  private static MailTransport transport(ChannelSettings settings) {
    return settings.outbox() == null
        ? new SesTransport(settings.ses())
        : new OutboxTransport(settings.outbox());
  }
}
