package dev.tocsin.activities.signing;

import dev.tocsin.contract.model.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver shares with us for {@code v1}: HMAC-SHA256 under 24 to 64 bytes. */
public final class WebhookSecret implements SigningKey {
  private static final String PREFIX = "whsec_";
  private static final int FEWEST = 24;
  private static final int MOST = 64;
  private static final int MADE = 32;
  private static final String HMAC = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key;

  WebhookSecret(byte[] key) {
    this.key = key.clone();
  }

  /** A new one, of 32 bytes. */
  public static WebhookSecret create() {
    byte[] bytes = new byte[MADE];
    RANDOM.nextBytes(bytes);
    return new WebhookSecret(bytes);
  }

  /** Reads {@code whsec_} and 24 to 64 bytes in Base64; empty where it is not of that form. */
  public static Optional<WebhookSecret> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
      return bytes.length < FEWEST || bytes.length > MOST
          ? Optional.empty()
          : Optional.of(new WebhookSecret(bytes));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** As a receiver's library takes it. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.V1;
  }

  @Override
  public byte[] bytes() {
    return key.clone();
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(content);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret secret && Arrays.equals(key, secret.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "WebhookSecret[hidden]";
  }
}
