package dev.tocsin.activities.channel.standard;

import dev.tocsin.activities.channel.aws.AwsSettings;
import dev.tocsin.activities.channel.email.SmtpSettings;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.slack.SlackSettings;
import dev.tocsin.activities.channel.telegram.TelegramSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the channels of a single provider are set up with.
 *
 * @param links what messages to people link to
 * @param smtp the server that mails go to; absent: SES
 */
public record ProviderSettings(
    EventLinks links,
    SlackSettings slack,
    TelegramSettings telegram,
    AwsSettings aws,
    @Nullable SmtpSettings smtp) {
  /** No tokens, no links; the providers' own addresses. */
  public static final ProviderSettings DEFAULT =
      new ProviderSettings(
          EventLinks.NONE, SlackSettings.DEFAULT, TelegramSettings.NONE, AwsSettings.NONE, null);
}
