package dev.tocsin.store;

import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;

/** A key for the secrets of tests. */
public final class TestSecrets {
  /** For {@code TOCSIN_SECRETS_KEYS}. */
  public static final String KEYS = "test:" + "A".repeat(43) + "=";

  private TestSecrets() {}

  public static SecretCipher cipher() {
    return new SecretCipher(SecretKeys.parse(KEYS));
  }
}
