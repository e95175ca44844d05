package dev.tocsin.activities.channel.standard;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.aws.EventBridgeChannel;
import dev.tocsin.activities.channel.aws.SnsChannel;
import dev.tocsin.activities.channel.aws.SqsChannel;
import dev.tocsin.activities.channel.email.EmailChannel;
import dev.tocsin.activities.channel.email.MailTransport;
import dev.tocsin.activities.channel.email.OutboxTransport;
import dev.tocsin.activities.channel.email.SesTransport;
import dev.tocsin.activities.channel.email.SmtpSettings;
import dev.tocsin.activities.channel.email.SmtpTransport;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.slack.SlackChannel;
import dev.tocsin.activities.channel.telegram.TelegramChannel;
import dev.tocsin.activities.channel.webhook.WebhookChannel;
import java.util.List;

/** The one list of channels. */
public final class StandardChannels {
  private StandardChannels() {}

  /** All channels, in the order in which the API lists them. */
  public static ChannelRegistry of(ChannelSettings settings) {
    OutboundHttp http = new OutboundHttp(settings.guard(), settings.permanentStatuses());
    ProviderSettings providers = settings.providers();
    return new ChannelRegistry(
        List.of(
            new EmailChannel(transport(settings), settings.mailFrom()),
            new WebhookChannel(http, settings.version()),
            new SlackChannel(http, providers.slack(), providers.links()),
            new TelegramChannel(http, providers.telegram(), providers.links()),
            new SnsChannel(providers.aws(), providers.links()),
            new SqsChannel(providers.aws()),
            new EventBridgeChannel(providers.aws())));
  }

  private static MailTransport transport(ChannelSettings settings) {
    if (settings.outbox() != null) {
      return new OutboxTransport(settings.outbox());
    }
    SmtpSettings smtp = settings.providers().smtp();
    return smtp == null ? new SesTransport(settings.ses()) : new SmtpTransport(smtp);
  }
}
