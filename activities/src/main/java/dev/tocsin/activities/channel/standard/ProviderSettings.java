package dev.tocsin.activities.channel.standard;

import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.slack.SlackSettings;
import dev.tocsin.activities.channel.telegram.TelegramSettings;

/**
 * What the channels of a single provider are set up with.
 *
 * @param links what messages to people link to
 */
public record ProviderSettings(EventLinks links, SlackSettings slack, TelegramSettings telegram) {
  /** No tokens, no links; the providers' own addresses. */
  public static final ProviderSettings DEFAULT =
      new ProviderSettings(EventLinks.NONE, SlackSettings.DEFAULT, TelegramSettings.NONE);
}
