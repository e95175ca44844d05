package dev.tocsin.activities.channel.slack;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How Slack is reached.
 *
 * @param token a bot's ({@code xoxb-…}, with the scope {@code chat:write}); absent: targets are
 *     incoming webhooks only
 * @param api below which Slack's Web API lies, with a slash at its end
 * @param webhooks below which incoming webhooks lie, with a slash at its end; other URLs are
 *     refused as targets
 */
public record SlackSettings(@Nullable String token, HttpUrl api, HttpUrl webhooks) {
  /** Slack's own. */
  public static final HttpUrl DEFAULT_API = HttpUrl.get("https://slack.com/api/");

  /** Slack's own. */
  public static final HttpUrl DEFAULT_WEBHOOKS = HttpUrl.get("https://hooks.slack.com/");

  /** Incoming webhooks of slack.com. */
  public static final SlackSettings DEFAULT =
      new SlackSettings(null, DEFAULT_API, DEFAULT_WEBHOOKS);

  /** Without the token. */
  @Override
  public String toString() {
    return "SlackSettings[api=" + api + ", webhooks=" + webhooks + "]";
  }
}
