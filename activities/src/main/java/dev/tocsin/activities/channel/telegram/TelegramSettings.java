package dev.tocsin.activities.channel.telegram;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How Telegram is reached.
 *
 * @param token the bot's ({@code 123456:ABC…}); absent: there can be no targets
 * @param api below which the Bot API lies, with a slash at its end
 */
public record TelegramSettings(@Nullable String token, HttpUrl api) {
  /** Telegram's own. */
  public static final HttpUrl DEFAULT_API = HttpUrl.get("https://api.telegram.org/");

  /** No bot. */
  public static final TelegramSettings NONE = new TelegramSettings(null, DEFAULT_API);

  /** Without the token. */
  @Override
  public String toString() {
    return "TelegramSettings[api=" + api + "]";
  }
}
