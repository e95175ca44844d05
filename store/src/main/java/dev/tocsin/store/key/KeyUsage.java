package dev.tocsin.store.key;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What counting came to, and how things stand with the limit that is nearest (or that refused).
 *
 * @param refusedBy absent where it was allowed and counted; a refusal counts nothing
 * @param limit requests: the burst, or the monthly quota
 * @param remaining requests that could come now
 * @param reset of an allowed one: until all of the limit is there again; of a refused one: until
 *     the same request would be allowed
 */
public record KeyUsage(@Nullable Limit refusedBy, long limit, long remaining, Duration reset) {

  /** Which of a plan's limits. */
  public enum Limit {
    RATE,
    QUOTA
  }
}
