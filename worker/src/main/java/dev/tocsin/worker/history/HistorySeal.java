package dev.tocsin.worker.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what an API process gives to a browser, so that every API process with the same history
 * keys knows it again. HMAC-SHA-256, under keys that are derived from the history keys for this
 * purpose alone.
 */
public final class HistorySeal {
  private static final String HMAC = "HmacSHA256";

  private final HistoryKeys keys;
  private final byte[] purpose;

  /**
   * @param keys one at least
   * @param purpose what is signed; a signature for one purpose is none for another
   */
  public HistorySeal(HistoryKeys keys, String purpose) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("Nothing to sign with");
    }
    this.keys = keys;
    this.purpose = purpose.getBytes(UTF_8);
  }

  /** A signature of 32 bytes, with the first key. */
  public byte[] sign(String text) {
    return sign(text, keys.all().iterator().next());
  }

  /** Whether one of the keys made the signature. */
  public boolean isSigned(String text, byte[] signature) {
    return keys.all().stream().anyMatch(key -> MessageDigest.isEqual(sign(text, key), signature));
  }

  private byte[] sign(String text, HistoryKey key) {
    return hmac(hmac(key.bytes(), purpose), text.getBytes(UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has " + HMAC, impossible);
    }
  }
}
