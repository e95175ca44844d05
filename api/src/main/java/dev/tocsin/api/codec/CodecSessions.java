package dev.tocsin.api.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.worker.history.HistoryKeys;
import dev.tocsin.worker.history.HistorySeal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser holds instead of an API key: the key's id and a time, signed. Kept nowhere, so any
 * API process with the same history keys takes what another gave.
 */
public final class CodecSessions {
  static final Duration LIFE = Duration.ofHours(8);

  private static final int MOST_CHARACTERS = 500;

  private final HistorySeal seal;

  /**
   * @param keys one at least
   */
  public CodecSessions(HistoryKeys keys) {
    this.seal = new HistorySeal(keys, "tocsin codec session 1");
  }

  /** Good for {@link #LIFE}; letters, digits, dots, dashes and underscores. */
  String open(String keyId, Instant now) {
    String claims = now.plus(LIFE).getEpochSecond() + " " + keyId;
    return encode(claims.getBytes(UTF_8)) + "." + encode(seal.sign(claims));
  }

  /** The key's id; empty where this is no session, or one whose time is over. */
  Optional<String> keyId(String session, Instant now) {
    String[] parts = session.split("\\.", -1);
    if (session.length() > MOST_CHARACTERS || parts.length != 2) {
      return Optional.empty();
    }
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8);
      if (!seal.isSigned(claims, Base64.getUrlDecoder().decode(parts[1]))) {
        return Optional.empty();
      }
      int space = claims.indexOf(' ');
      Instant end = Instant.ofEpochSecond(Long.parseLong(claims.substring(0, space)));
      return now.isBefore(end) ? Optional.of(claims.substring(space + 1)) : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
