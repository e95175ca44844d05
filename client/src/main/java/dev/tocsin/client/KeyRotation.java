package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an API key is replaced; what is null is left to the server.
 *
 * @param overlapSeconds how long the old key still works, 0 to 2,592,000; null for a day
 * @param expiresAt the new key's end; null for as long as the old one was made for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRotation(@Nullable Long overlapSeconds, @Nullable Instant expiresAt) {
  /** As the server does it: a day in which both work. */
  public static KeyRotation standard() {
    return new KeyRotation(null, null);
  }
}
