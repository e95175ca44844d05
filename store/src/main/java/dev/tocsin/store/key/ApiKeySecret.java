package dev.tocsin.store.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What a caller sends as {@code x-api-key}: 256 random bits, of which only the hash is kept. */
public record ApiKeySecret(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();

  public static ApiKeySecret create() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new ApiKeySecret(
        "tocsin_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256: enough for a random key, which nobody can guess. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return "ApiKeySecret[hidden]";
  }
}
