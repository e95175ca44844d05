package dev.tocsin.contract.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a delivery is signed, by the names of the Standard Webhooks specification. */
public enum SignatureScheme {
  /** HMAC-SHA256 by a secret that the receiver has too. */
  V1,
  /** Ed25519: the receiver has the public key only. */
  V1A;

  /** As the specification and the API name it: {@code v1a}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of exactly that label. */
  public static Optional<SignatureScheme> parse(String label) {
    return Arrays.stream(values()).filter(scheme -> scheme.label().equals(label)).findFirst();
  }
}
