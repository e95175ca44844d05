package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters an order takes; what is null does not restrict.
 *
 * @param target the whole target
 * @param httpStatus of the last answer
 * @param errorClass HTTP_4XX, HTTP_5XX, HTTP_OTHER, TIMEOUT, CONNECTION, DNS, TLS,
 *     FORBIDDEN_ADDRESS, CONTRACT or OTHER
 * @param reasonContains a part of the reason, in any case
 * @param since died at this time or later
 * @param until died before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterFilter(
    @Nullable String subscriptionId,
    @Nullable String channel,
    @Nullable String target,
    @Nullable String eventType,
    @Nullable Integer httpStatus,
    @Nullable String errorClass,
    @Nullable String reasonContains,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** Every dead letter. */
  public static DeadLetterFilter all() {
    return new DeadLetterFilter(null, null, null, null, null, null, null, null, null);
  }

  /** Those of a subscription. */
  public static DeadLetterFilter ofSubscription(String subscriptionId) {
    return new DeadLetterFilter(subscriptionId, null, null, null, null, null, null, null, null);
  }

  /** Whether it restricts nothing. */
  @JsonIgnore
  public boolean isEmpty() {
    return equals(all());
  }
}
