package dev.tocsin.api.subscription;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.signing.SigningKeys;
import dev.tocsin.activities.signing.SigningKeys.TooManyKeysException;
import dev.tocsin.activities.signing.WebhookSecret;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.secret.SecretUnreadableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secrets of subscriptions whose channel signs. */
public final class SubscriptionSecrets {
  private final ChannelRegistry channels;
  private final SigningKeys keys;
  private final Duration overlap;

  /**
   * @param overlap for how long an earlier secret signs where a request does not say
   */
  public SubscriptionSecrets(ChannelRegistry channels, SigningKeys keys, Duration overlap) {
    this.channels = channels;
    this.keys = keys;
    this.overlap = overlap;
  }

  /** The subscription as it is to be stored: with the keys that it needs. */
  Subscription prepare(Subscription subscription, Instant now) {
    return signs(subscription) ? keys.complete(subscription, now) : subscription;
  }

  /** Of a subscription that was just made; empty where its channel does not sign. */
  Optional<SecretAnswer> ofNew(Subscription subscription, Instant now) {
    return signs(subscription) ? Optional.of(shown(subscription, now)) : Optional.empty();
  }

  /**
   * @return empty where it was deleted meanwhile
   * @throws ConflictException where there is none, or it does not open
   */
  Optional<SecretAnswer> find(Subscription subscription, Instant now) {
    requireSigns(subscription);
    return keys.stored(subscription, now).map(stored -> shown(stored, now));
  }

  /**
   * @param wanted for how long earlier ones sign at most; absent: as configured
   * @param own in place of a new one
   * @return empty where it was deleted meanwhile
   * @throws ConflictException where there is none, or too many would sign
   */
  Optional<SecretAnswer> rotate(
      Subscription subscription,
      @Nullable Duration wanted,
      @Nullable WebhookSecret own,
      Instant now) {
    requireSigns(subscription);
    if (own != null && !subscription.signing().schemes().contains(SignatureScheme.V1)) {
      throw new ConflictException(
          "The subscription's signatures are v1a alone, which uses no secret of yours");
    }
    try {
      return keys.rotate(
              subscription.tenant(),
              subscription.subscriptionId(),
              wanted == null ? overlap : wanted,
              own,
              now)
          .map(rotated -> shown(rotated, now));
    } catch (TooManyKeysException many) {
      throw new ConflictException(
          "More than "
              + SigningKeys.MOST
              + " secrets would be valid at a time. Wait until an earlier one ends, or end them all"
              + " with overlapSeconds 0");
    }
  }

  private SecretAnswer shown(Subscription subscription, Instant now) {
    try {
      return SecretAnswer.of(subscription, keys.open(subscription, now), now);
    } catch (SecretUnreadableException lost) {
      throw new ConflictException(
          "The secret is encrypted under a key that this server lacks. Give it back the key, or"
              + " rotate the secret");
    }
  }

  private void requireSigns(Subscription subscription) {
    if (!signs(subscription)) {
      throw new ConflictException(
          "The subscription has no secret: deliveries by "
              + subscription.channel()
              + " are not signed");
    }
  }

  private boolean signs(Subscription subscription) {
    return channels.find(subscription.channel()).filter(Channel::signs).isPresent();
  }
}
