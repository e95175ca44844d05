package dev.tocsin.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown within its event.
 *
 * @param nextAttemptAt null where no attempt is planned
 * @param attempts all that were made, the first one first
 */
public record EventDelivery(
    String deliveryId,
    String subscriptionId,
    String channel,
    String target,
    DeliveryStatus status,
    @Nullable Instant nextAttemptAt,
    List<Attempt> attempts) {

  public EventDelivery {
    attempts = Answers.list(attempts);
  }
}
