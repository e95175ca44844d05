package dev.tocsin.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.store.key.ApiKeySecret;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request carries its key: the header {@code x-api-key}, or {@code Authorization} with the
 * scheme Bearer (RFC 6750) or Basic (RFC 7617; the key is the password, the user does not count).
 */
final class PresentedKey {
  private PresentedKey() {}

  /** The one in {@code x-api-key} goes before the other. Empty where neither carries one. */
  static Optional<ApiKeySecret> of(@Nullable String apiKey, @Nullable String authorization) {
    String key = apiKey == null || apiKey.isEmpty() ? authorized(authorization) : apiKey;
    return key == null || key.isEmpty() ? Optional.empty() : Optional.of(new ApiKeySecret(key));
  }

  private static @Nullable String authorized(@Nullable String authorization) {
    int space = authorization == null ? -1 : authorization.indexOf(' ');
    if (authorization == null || space < 0) {
      return null;
    }
    String credentials = authorization.substring(space + 1).strip();
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> credentials;
      case "basic" -> password(credentials);
      default -> null;
    };
  }

  private static @Nullable String password(String credentials) {
    try {
      String plain = new String(Base64.getDecoder().decode(credentials), UTF_8);
      int colon = plain.indexOf(':');
      return colon < 0 ? null : plain.substring(colon + 1);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
