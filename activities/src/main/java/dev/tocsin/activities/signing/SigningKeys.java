package dev.tocsin.activities.signing;

import dev.tocsin.activities.channel.MessageSigner;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretUnreadableException;
import dev.tocsin.store.subscription.SigningKeyDao;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of subscriptions: made where they are missing, encrypted for the database, opened for a
 * signature, replaced. Safe for use by many threads and processes at once.
 */
public final class SigningKeys {
  /** How many of one scheme may sign at a time. */
  public static final int MOST = 5;

  private final SigningKeyDao dao;
  private final SecretCipher cipher;

  public SigningKeys(Database database, SecretCipher cipher) {
    this.dao = new SigningKeyDao(database);
    this.cipher = cipher;
  }

  /** The subscription with a key for each of its schemes; nothing is stored. */
  public Subscription complete(Subscription subscription, Instant now) {
    Signing signing = subscription.signing();
    List<SealedKey> keys = new ArrayList<>(signing.keys());
    for (SignatureScheme scheme : signing.missing()) {
      keys.add(sealed(subscription, SigningKey.create(scheme), now));
    }
    return subscription.withSigning(signing.withKeys(keys));
  }

  /**
   * What signs an attempt of that time. Keys that are missing (the subscription is older than they
   * are) are made and stored first.
   *
   * @return empty where it was deleted meanwhile
   * @throws SecretUnreadableException where one does not open
   */
  public Optional<MessageSigner> signer(Subscription subscription, Instant at) {
    return stored(subscription, at).map(stored -> new WebhookSigner(open(stored, at), at));
  }

  /**
   * The subscription as it is stored, once it has a key for each of its schemes; empty where it was
   * deleted meanwhile.
   */
  public Optional<Subscription> stored(Subscription subscription, Instant now) {
    return subscription.signing().missing().isEmpty()
        ? Optional.of(subscription)
        : dao.change(
            subscription.tenant(), subscription.subscriptionId(), before -> complete(before, now));
  }

  /**
   * The keys that sign at that time, by scheme, the current one of each first.
   *
   * @throws SecretUnreadableException where one does not open
   */
  public List<SigningKey> open(Subscription subscription, Instant at) {
    return subscription.signing().keysAt(at).stream().map(key -> open(subscription, key)).toList();
  }

  /**
   * Puts new keys in place of the current ones, which go on signing beside them for a while. What
   * does not open any more signs no more. The secret that is current already changes nothing.
   *
   * @param overlap for how long all earlier keys sign at most
   * @param own a secret in place of a new one; the key pair is left alone then
   * @return empty where the tenant has no such subscription
   * @throws TooManyKeysException where more than {@value #MOST} of one scheme would sign
   */
  public Optional<Subscription> rotate(
      String tenant,
      String subscriptionId,
      Duration overlap,
      @Nullable WebhookSecret own,
      Instant now) {
    return dao.change(
        tenant,
        subscriptionId,
        before -> {
          if (own != null && isCurrent(before, own)) {
            return before;
          }
          return rotated(before, now.plus(overlap), own, now);
        });
  }

  private Subscription rotated(
      Subscription before, Instant until, @Nullable WebhookSecret own, Instant now) {
    List<SignatureScheme> schemes =
        own == null ? before.signing().schemes() : List.of(SignatureScheme.V1);
    List<SealedKey> keys = new ArrayList<>();
    for (SealedKey key : before.signing().keys()) {
      SealedKey kept = schemes.contains(key.scheme()) ? key.until(until) : key;
      if (kept.signsAt(now) && opens(before, kept)) {
        keys.add(kept);
      }
    }
    for (SignatureScheme scheme : schemes) {
      keys.add(sealed(before, own == null ? SigningKey.create(scheme) : own, now));
      if (keys.stream().filter(key -> key.scheme() == scheme).count() > MOST) {
        throw new TooManyKeysException();
      }
    }
    return before.withSigning(before.signing().withKeys(keys));
  }

  private boolean isCurrent(Subscription subscription, WebhookSecret secret) {
    return subscription.signing().keys().stream()
        .filter(key -> key.scheme() == SignatureScheme.V1 && key.isCurrent())
        .anyMatch(key -> opens(subscription, key) && open(subscription, key).equals(secret));
  }

  private boolean opens(Subscription subscription, SealedKey key) {
    try {
      open(subscription, key);
      return true;
    } catch (SecretUnreadableException lost) {
      return false;
    }
  }

  private SigningKey open(Subscription subscription, SealedKey key) {
    return SigningKey.of(
        key.scheme(), cipher.open(owner(subscription, key.scheme()), key.sealed()));
  }

  private SealedKey sealed(Subscription subscription, SigningKey key, Instant now) {
    return new SealedKey(
        key.scheme(),
        cipher.seal(owner(subscription, key.scheme()), key.bytes()),
        now.truncatedTo(ChronoUnit.MILLIS),
        null);
  }

  private static String owner(Subscription subscription, SignatureScheme scheme) {
    return subscription.subscriptionId() + "/" + scheme.label();
  }

  /** So many earlier keys still sign that another would make the header too long. */
  public static final class TooManyKeysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyKeysException() {
      super("Too many keys would sign at a time");
    }
  }
}
