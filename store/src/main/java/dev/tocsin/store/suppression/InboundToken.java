package dev.tocsin.store.suppression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells in a URL whose messages come there: 256 random bits, of which only the hash is kept.
 */
public record InboundToken(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  public static InboundToken create() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return new InboundToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Empty where the text cannot be one of ours. */
  public static Optional<InboundToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new InboundToken(text)) : Optional.empty();
  }

  /** SHA-256: enough for a random token, which nobody can guess. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return "InboundToken[hidden]";
  }
}
