package dev.tocsin.worker.config;

import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/**
 * How secrets of subscriptions are kept.
 *
 * @param keys {@code id:base64}, several with commas between them: the first encrypts, all decrypt;
 *     no default, as whoever has it can read every secret
 * @param overlapSeconds how long a secret goes on signing beside the one that takes its place,
 *     where the request does not say; 0 to 604,800, default 86,400
 */
public record SecretsConfig(@NotNull String keys, @Min(0) @Max(604_800) int overlapSeconds) {

  /** The message holds no key. */
  @ValidationMethod(message = "keys (TOCSIN_SECRETS_KEYS) " + SecretKeys.FORM)
  public boolean isKeysWellFormed() {
    return SecretKeys.isValid(keys);
  }

  public SecretCipher cipher() {
    return new SecretCipher(SecretKeys.parse(keys));
  }

  public Duration overlap() {
    return Duration.ofSeconds(overlapSeconds);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "SecretsConfig[" + overlapSeconds + " s]";
  }
}
