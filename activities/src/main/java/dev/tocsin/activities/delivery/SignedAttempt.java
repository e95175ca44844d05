package dev.tocsin.activities.delivery;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.MessageSigner;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.secret.SecretUnreadableException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.JdbiException;

/**
 * One attempt through a channel, signed where the channel signs. What is amiss with our own keys
 * holds it back, as any fault of ours does.
 *
 * @param signers what signs a subscription's attempt of that time; see {@link SigningKeys#signer}
 */
public record SignedAttempt(BiFunction<Subscription, Instant, Optional<MessageSigner>> signers) {

  /**
   * @param test see {@link Notification#test}
   * @param at when the attempt is made, which is signed too
   */
  public Outcome deliver(
      Channel channel,
      String deliveryId,
      int attempt,
      Event event,
      Subscription subscription,
      boolean test,
      Instant at) {
    Optional<MessageSigner> signer;
    try {
      signer = channel.signs() ? signers.apply(subscription, at) : Optional.of(MessageSigner.NONE);
    } catch (SecretUnreadableException notOurs) {
      return new Outcome.HeldBack(String.valueOf(notOurs.getMessage()));
    } catch (JdbiException away) {
      return new Outcome.HeldBack("The subscription's secret could not be stored");
    }
    return signer
        .map(
            by ->
                channel.deliver(
                    new Notification(deliveryId, attempt, event, subscription, by, test)))
        .orElse(new Outcome.HeldBack("The subscription was deleted meanwhile"));
  }
}
