package dev.tocsin.worker.history;

import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of AES-256.
 *
 * @param id what encrypted payloads name it by: up to 64 letters, digits, dots, dashes and
 *     underscores
 * @param bytes 32
 */
record HistoryKey(String id, byte[] bytes) {
  static final int BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  HistoryKey {
    if (!ID.matcher(id).matches() || bytes.length != BYTES) {
      throw new IllegalArgumentException("No key of AES-256 with an id");
    }
    bytes = bytes.clone();
  }

  SecretKey forAes() {
    return new SecretKeySpec(bytes, "AES");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "HistoryKey[" + id + "]";
  }
}
