package dev.tocsin.activities.signing;

import dev.tocsin.contract.model.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A key pair for {@code v1a}: Ed25519 (RFC 8032). Receivers have the public key only. */
public final class Ed25519Key implements SigningKey {
  private static final String PUBLIC_PREFIX = "whpk_";
  private static final int SEED_BYTES = 32;
  private static final int PUBLIC_BYTES = 32;

  private final byte[] seed;
  private final byte[] publicKey;

  /**
   * @param pair the seed and the public key, 32 bytes each
   */
  Ed25519Key(byte[] pair) {
    if (pair.length != SEED_BYTES + PUBLIC_BYTES) {
      throw new IllegalArgumentException("An Ed25519 key pair has 64 bytes");
    }
    this.seed = Arrays.copyOf(pair, SEED_BYTES);
    this.publicKey = Arrays.copyOfRange(pair, SEED_BYTES, pair.length);
  }

  static Ed25519Key create() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      // A SubjectPublicKeyInfo (RFC 8410, section 4), whose last 32 bytes are the key itself.
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] both = Arrays.copyOf(seed, SEED_BYTES + PUBLIC_BYTES);
      System.arraycopy(encoded, encoded.length - PUBLIC_BYTES, both, SEED_BYTES, PUBLIC_BYTES);
      return new Ed25519Key(both);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java has Ed25519 since version 15", impossible);
    }
  }

  /** The public key as a receiver's library takes it: {@code whpk_} and Base64. */
  public String publicText() {
    return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicKey);
  }

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.V1A;
  }

  @Override
  public byte[] bytes() {
    byte[] both = Arrays.copyOf(seed, SEED_BYTES + PUBLIC_BYTES);
    System.arraycopy(publicKey, 0, both, SEED_BYTES, PUBLIC_BYTES);
    return both;
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Java has Ed25519 since version 15", impossible);
    }
  }

  @Override
  public String toString() {
    return "Ed25519Key[hidden]";
  }
}
