package dev.tocsin.activities.signing;

import dev.tocsin.contract.model.SignatureScheme;

/** A key that deliveries are signed by, in the clear: never stored, logged or shown as it is. */
public sealed interface SigningKey permits WebhookSecret, Ed25519Key {

  /** A new one, from a random number generator that is fit for keys. */
  static SigningKey create(SignatureScheme scheme) {
    return switch (scheme) {
      case V1 -> WebhookSecret.create();
      case V1A -> Ed25519Key.create();
    };
  }

  /** The one that {@link #bytes} wrote. */
  static SigningKey of(SignatureScheme scheme, byte[] bytes) {
    return switch (scheme) {
      case V1 -> new WebhookSecret(bytes);
      case V1A -> new Ed25519Key(bytes);
    };
  }

  SignatureScheme scheme();

  /** All of it, to be encrypted. */
  byte[] bytes();

  /** The signature alone, before it is written in Base64. */
  byte[] sign(byte[] content);
}
