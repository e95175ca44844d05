package dev.tocsin.store.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets for the database: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits
 * for each. Sealed, one reads {@code v1:keyId:nonce:ciphertext}, the last two in Base64. The key's
 * id and the owner are authenticated with it, so that a sealed text opens only where it was put.
 * Safe for use by many threads.
 */
public final class SecretCipher {
  private static final String FORM = "v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeys keys;

  public SecretCipher(SecretKeys keys) {
    this.keys = keys;
  }

  /**
   * @param owner what it belongs to and what for: {@code sub_…/v1}
   */
  public String seal(String owner, byte[] secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String keyId = keys.first();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, owner).doFinal(secret);
      return String.join(":", FORM, keyId, base64(nonce), base64(sealed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has AES-GCM", impossible);
    }
  }

  /**
   * @param owner the one that it was sealed for
   * @throws SecretUnreadableException where its key is not among ours, or it was changed or moved
   */
  public byte[] open(String owner, String sealed) {
    String[] parts = sealed.split(":", -1);
    if (parts.length != 4 || !parts[0].equals(FORM)) {
      throw new SecretUnreadableException("The secret of " + owner + " is of no known form");
    }
    if (keys.find(parts[1]) == null) {
      throw new SecretUnreadableException(
          "The secret of "
              + owner
              + " is encrypted under the key "
              + parts[1]
              + ", not among ours");
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, parts[1], bytes(parts[2]), owner).doFinal(bytes(parts[3]));
    } catch (GeneralSecurityException | IllegalArgumentException changed) {
      throw new SecretUnreadableException(
          "The secret of " + owner + " does not open under the key " + parts[1]);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String owner)
      throws GeneralSecurityException {
    SecretKey key = keys.find(keyId);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(String.join("|", FORM, keyId, owner).getBytes(UTF_8));
    return cipher;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
