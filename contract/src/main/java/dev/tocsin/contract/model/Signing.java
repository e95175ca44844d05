package dev.tocsin.contract.model;

import java.time.Instant;
import java.util.List;

/**
 * By what the deliveries of a subscription are signed.
 *
 * @param schemes one signature each, in this order; each once
 * @param keys for each scheme one without an end, which may be missing until it is first needed,
 *     and those that it took the place of
 */
public record Signing(List<SignatureScheme> schemes, List<SealedKey> keys) {
  /** By a secret, which is yet to be made. */
  public static final Signing DEFAULT = new Signing(List.of(SignatureScheme.V1), List.of());

  public Signing {
    schemes = List.copyOf(schemes);
    keys = List.copyOf(keys);
  }

  public Signing withKeys(List<SealedKey> newKeys) {
    return new Signing(schemes, newKeys);
  }

  public Signing withSchemes(List<SignatureScheme> newSchemes) {
    return new Signing(newSchemes, keys);
  }

  /** The keys that sign at that time, by scheme in its order, the current one of each first. */
  public List<SealedKey> keysAt(Instant time) {
    return schemes.stream()
        .flatMap(
            scheme ->
                keys.stream()
                    .filter(key -> key.scheme() == scheme && key.signsAt(time))
                    .sorted((one, other) -> Boolean.compare(other.isCurrent(), one.isCurrent())))
        .toList();
  }

  /** The schemes that have no current key. */
  public List<SignatureScheme> missing() {
    return schemes.stream()
        .filter(scheme -> keys.stream().noneMatch(key -> key.scheme() == scheme && key.isCurrent()))
        .toList();
  }
}
