package dev.tocsin.activities.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.activities.signing.SigningKeys.TooManyKeysException;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.TestSecrets;
import dev.tocsin.store.secret.SecretCipher;
import dev.tocsin.store.secret.SecretKeys;
import dev.tocsin.store.secret.SecretUnreadableException;
import dev.tocsin.store.subscription.SubscriptionDao;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SigningKeysIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant NOW = Samples.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private final SubscriptionDao subscriptions = new SubscriptionDao(DATABASE.database());
  private final SigningKeys keys = new SigningKeys(DATABASE.database(), TestSecrets.cipher());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aSubscriptionFromBeforeThereWereSecretsGetsOneWhoeverNeedsItFirst() throws Exception {
    Subscription old = subscribed(SignatureScheme.V1, SignatureScheme.V1A);
    Callable<String> signed =
        () -> keys.signer(old, NOW).orElseThrow().headers("dlv_1", new byte[0]).toString();

    List<String> signatures = Parallel.all(Collections.nCopies(8, signed));

    assertThat(Set.copyOf(signatures)).hasSize(1);
    assertThat(found(old).signing().keys()).hasSize(2);
    assertThat(found(old).revision())
        .as("whoever has it in memory sees that it changed")
        .isGreaterThan(old.revision());
  }

  @Test
  void noTableHoldsASecret() {
    Subscription stored =
        keys.stored(subscribed(SignatureScheme.V1, SignatureScheme.V1A), NOW).orElseThrow();

    String row = row(stored);
    for (SigningKey key : keys.open(stored, NOW)) {
      assertThat(row)
          .doesNotContain(Base64.getEncoder().encodeToString(key.bytes()))
          .doesNotContain(HexFormat.of().formatHex(key.bytes()));
    }
    assertThat(stored.toString() + stored.signing()).doesNotContain("v1:test:");
  }

  @Test
  void anEarlierKeySignsBesideTheNewOneUntilTheOverlapEnds() {
    Subscription before = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    SigningKey first = keys.open(before, NOW).get(0);

    Subscription after = rotated(before, DAY, null, NOW);

    assertThat(keys.open(after, NOW)).hasSize(2).element(1).isEqualTo(first);
    assertThat(keys.open(after, NOW.plus(DAY).minusMillis(1))).hasSize(2);
    assertThat(keys.open(after, NOW.plus(DAY))).hasSize(1).doesNotContain(first);
    assertThat(found(before)).isEqualTo(after);
  }

  @Test
  void withoutOverlapNoEarlierKeySignsAnyMore() {
    Subscription twice = rotated(subscribed(SignatureScheme.V1), DAY, null, NOW);
    assertThat(rotated(twice, Duration.ZERO, null, NOW).signing().keys()).hasSize(1);
  }

  @Test
  void anOverlapShortensThatOfEarlierKeysButNeverLengthensIt() {
    Subscription before = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    Subscription first = rotated(before, Duration.ofHours(1), null, NOW);
    Subscription second = rotated(first, DAY, null, NOW);

    assertThat(keys.open(second, NOW)).hasSize(3);
    assertThat(keys.open(second, NOW.plus(Duration.ofHours(1)))).hasSize(2);
    Subscription third = rotated(second, Duration.ofMinutes(1), null, NOW);
    assertThat(keys.open(third, NOW.plus(Duration.ofMinutes(1)))).hasSize(1);
  }

  @Test
  void noMoreThanFiveOfASchemeSignAtATime() {
    Subscription subscription = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    for (int i = 1; i < SigningKeys.MOST; i++) {
      rotated(subscription, DAY, null, NOW);
    }
    assertThatThrownBy(() -> rotated(subscription, DAY, null, NOW))
        .isInstanceOf(TooManyKeysException.class);
    assertThat(keys.open(found(subscription), NOW)).hasSize(SigningKeys.MOST);
  }

  @Test
  void aSecretOfTheirOwnLeavesTheKeyPairAlone() {
    Subscription before =
        keys.stored(subscribed(SignatureScheme.V1, SignatureScheme.V1A), NOW).orElseThrow();
    WebhookSecret own = WebhookSecret.create();

    Subscription after = rotated(before, Duration.ZERO, own, NOW);

    assertThat(keys.open(after, NOW)).hasSize(2).element(0).isEqualTo(own);
    assertThat(after.signing().keys()).contains(before.signing().keys().get(1));
    assertThat(after.revision())
        .as("whoever has it in memory sees that it changed")
        .isGreaterThan(before.revision())
        .isEqualTo(found(before).revision());
    assertThat(rotated(after, Duration.ZERO, own, NOW)).isEqualTo(after);
  }

  @Test
  void whereTheKeyIsLostNothingIsSignedUntilTheSecretIsReplaced() {
    Subscription before = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    SigningKeys others =
        new SigningKeys(
            DATABASE.database(), new SecretCipher(SecretKeys.parse(SecretKeys.newKey("other"))));

    assertThatThrownBy(() -> others.signer(before, NOW))
        .isInstanceOf(SecretUnreadableException.class)
        .hasMessageContaining("under the key test");
    Subscription after =
        others.rotate(Samples.TENANT, before.subscriptionId(), DAY, null, NOW).orElseThrow();
    assertThat(others.open(after, NOW)).hasSize(1);
  }

  @Test
  void aKeyOfOneSubscriptionSignsForNoOther() {
    Subscription one = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    Subscription other = subscribed(SignatureScheme.V1).withSigning(one.signing());

    assertThatThrownBy(() -> keys.open(other, NOW)).isInstanceOf(SecretUnreadableException.class);
  }

  @Test
  void aDeletedSubscriptionHasNoKeys() {
    Subscription subscription = keys.stored(subscribed(SignatureScheme.V1), NOW).orElseThrow();
    subscriptions.change(
        Samples.TENANT, subscription.subscriptionId(), before -> before.asDeleted(NOW));

    assertThat(row(subscription)).isEqualTo("[]");
    assertThat(keys.signer(subscription.withSigning(Signing.DEFAULT), NOW)).isEmpty();
    assertThat(keys.rotate(Samples.TENANT, subscription.subscriptionId(), DAY, null, NOW))
        .isEmpty();
  }

  private Subscription rotated(
      Subscription subscription, Duration overlap, @Nullable WebhookSecret own, Instant at) {
    return keys.rotate(Samples.TENANT, subscription.subscriptionId(), overlap, own, at)
        .orElseThrow();
  }

  private Subscription subscribed(SignatureScheme... schemes) {
    return subscriptions.insert(
        Samples.subscription().withSigning(new Signing(List.of(schemes), List.of())));
  }

  private Subscription found(Subscription subscription) {
    return subscriptions.find(Samples.TENANT, subscription.subscriptionId()).orElseThrow();
  }

  private static String row(Subscription subscription) {
    return DATABASE
        .database()
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT signing_keys::text FROM subscription WHERE subscription_id = ?",
                        subscription.subscriptionId())
                    .mapTo(String.class)
                    .one());
  }
}
