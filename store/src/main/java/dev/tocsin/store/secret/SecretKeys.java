package dev.tocsin.store.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The keys that secrets are encrypted under, by their ids. */
public final class SecretKeys {
  /** What {@link #parse} takes, for whoever must set it. */
  public static final String FORM =
      "must be one or more of id:key with commas between them, each id 1 to 32 of a-z A-Z 0-9 _ -"
          + " and used once, each key 32 bytes in Base64 (openssl rand -base64 32)";

  private static final int BYTES = 32;
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)");

  private final Map<String, SecretKey> byId;
  private final String first;

  private SecretKeys(Map<String, SecretKey> byId) {
    this.byId = byId;
    this.first = byId.keySet().iterator().next();
  }

  /**
   * Reads {@code id:base64,id:base64}. The first seals; all open.
   *
   * @throws IllegalArgumentException where it is not of that form; its message holds no key
   */
  public static SecretKeys parse(String text) {
    return read(text).orElseThrow(() -> new IllegalArgumentException("The keys " + FORM));
  }

  /** Whether {@link #parse} takes it. */
  public static boolean isValid(String text) {
    return read(text).isPresent();
  }

  /** A new key under that id, in the form that {@link #parse} takes. */
  public static String newKey(String id) {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  String first() {
    return first;
  }

  @Nullable SecretKey find(String id) {
    return byId.get(id);
  }

  /** The ids alone. */
  @Override
  public String toString() {
    return "SecretKeys" + byId.keySet();
  }

  private static Optional<SecretKeys> read(String text) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    for (String entry : text.strip().split(",", -1)) {
      Matcher parts = ENTRY.matcher(entry.strip());
      if (!parts.matches()) {
        return Optional.empty();
      }
      byte[] bytes = decoded(parts.group(2));
      if (bytes.length != BYTES
          || keys.put(parts.group(1), new SecretKeySpec(bytes, "AES")) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(new SecretKeys(keys));
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }
}
