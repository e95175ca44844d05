package dev.tocsin.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ApiKeyDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private final ApiKeyDao keys = new ApiKeyDao(DATABASE.database());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aKeyIsFoundByItsSecretOnly() {
    ApiKeySecret secret = ApiKeySecret.create();
    keys.store(secret, "acme", "ci", Samples.NOW);

    ApiKey found = keys.find(secret).orElseThrow();
    assertThat(found.tenant()).isEqualTo("acme");
    assertThat(found.createdAt()).isEqualTo(Samples.NOW);
    assertThat(found.isGood(Samples.NOW)).isTrue();
    assertThat(keys.find(ApiKeySecret.create())).isEmpty();
    assertThat(keys.find(new ApiKeySecret(""))).isEmpty();
    assertThat(keys.find(new ApiKeySecret(secret.text() + " \0\uD800"))).isEmpty();
  }

  @Test
  void theSecretIsNotStoredAndNotShown() {
    ApiKeySecret secret = ApiKeySecret.create();
    keys.store(secret, "acme", "ci", Samples.NOW);
    List<String> rows =
        DATABASE
            .database()
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT k::text || encode(key_hash, 'escape') FROM api_key k")
                        .mapTo(String.class)
                        .list());

    assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(secret.text()));
    assertThat(secret.toString()).doesNotContain(secret.text());
  }

  @Test
  void aKeyThatIsStoredAgainStaysAsItIs() throws Exception {
    ApiKeySecret secret = ApiKeySecret.create();
    Parallel.run(
        () -> keys.store(secret, "new-tenant", "bootstrap", Samples.NOW),
        () -> keys.store(secret, "new-tenant", "bootstrap", Samples.NOW));
    ApiKey first = keys.find(secret).orElseThrow();
    keys.store(secret, "acme", "other", Samples.NOW.plusSeconds(1));

    assertThat(keys.find(secret)).contains(first);
  }

  @Test
  void expiredAndRevokedKeysAreFoundAndNotGood() {
    ApiKeySecret secret = ApiKeySecret.create();
    keys.store(secret, "acme", "ci", Samples.NOW);
    set("expires_at", secret);
    assertThat(keys.find(secret).orElseThrow().isGood(Samples.NOW)).isFalse();
    assertThat(keys.find(secret).orElseThrow().isGood(Samples.NOW.minusMillis(1))).isTrue();

    set("revoked_at", secret);
    assertThat(keys.find(secret).orElseThrow().isGood(Samples.NOW.minusMillis(1))).isFalse();
  }

  @Test
  void aKeyKeepsWhatItMayDoAndHowMuch() {
    ApiKeySecret secret = ApiKeySecret.create();
    Instant end = Samples.NOW.plusSeconds(60);
    Plan plan = new Plan(0.5, 7, 1_000L);
    NewApiKey draft =
        new NewApiKey("acme", "ci", EnumSet.of(Role.PUBLISH, Role.OPERATE), plan, end);
    ApiKey made = keys.create(secret, draft, Samples.NOW);

    assertThat(keys.find(secret)).contains(made);
    assertThat(keys.find("acme", made.keyId())).contains(made);
    assertThat(keys.find("other", made.keyId())).isEmpty();
    assertThat(made.roles()).containsExactlyInAnyOrder(Role.PUBLISH, Role.OPERATE);
    assertThat(made.plan()).isEqualTo(plan);
    assertThat(made.usageId()).isEqualTo(made.keyId());
    assertThat(made.state(end.minusMillis(1))).isEqualTo(ApiKey.State.ACTIVE);
    assertThat(made.state(end)).isEqualTo(ApiKey.State.EXPIRED);
  }

  @Test
  void aKeyOfAProcessOfTheVersionBeforeHasAllRights() {
    ApiKeySecret secret = ApiKeySecret.create();
    DATABASE
        .database()
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO api_key (key_id, tenant, name, key_hash, created_at)"
                        + " VALUES ('key_old', 'default', 'old', ?, now())",
                    secret.hash()));

    ApiKey found = keys.find(secret).orElseThrow();
    assertThat(found.roles()).containsExactly(Role.ADMIN);
    assertThat(found.plan()).isEqualTo(Plan.UNLIMITED);
    assertThat(found.usageId()).isEqualTo("key_old");
  }

  @Test
  void keysAreListedByTenantWhateverTheirState() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Instant at = Samples.NOW.plusSeconds(i);
      made.add(0, keys.create(ApiKeySecret.create(), NewApiKey.admin("lister", "k"), at).keyId());
    }
    keys.revoke("lister", made.get(1), Samples.NOW.plusSeconds(9));

    Page<ApiKey> first = keys.list("lister", Page.Cursor.START, 2);
    Page<ApiKey> rest = keys.list("lister", Page.Cursor.decode(first.next()).orElseThrow(), 2);
    assertThat(first.items()).extracting(ApiKey::keyId).isEqualTo(made.subList(0, 2));
    assertThat(rest.items()).extracting(ApiKey::keyId).isEqualTo(made.subList(2, 3));
    assertThat(rest.next()).isNull();
  }

  @Test
  void aKeyIsRevokedOnceAndByItsTenantOnly() {
    ApiKeySecret secret = ApiKeySecret.create();
    ApiKey key = keys.create(secret, NewApiKey.admin("acme", "k"), Samples.NOW);
    assertThat(keys.revoke("other", key.keyId(), Samples.NOW)).isEmpty();
    assertThat(keys.find("acme", key.keyId()).orElseThrow().revokedAt()).isNull();

    ApiKey revoked = keys.revoke("acme", key.keyId(), Samples.NOW.plusSeconds(1)).orElseThrow();
    assertThat(revoked.state(Samples.NOW)).isEqualTo(ApiKey.State.REVOKED);
    assertThat(keys.revoke("acme", key.keyId(), Samples.NOW.plusSeconds(2))).isEmpty();
    assertThat(keys.find("acme", key.keyId())).isEmpty();
    assertThat(keys.find(secret).orElseThrow().revokedAt()).isEqualTo(Samples.NOW.plusSeconds(1));
  }

  @Test
  void aRotatedKeyLivesOnForTheOverlapAndCountsWithItsSuccessor() {
    Plan plan = new Plan(1d, null, null);
    Instant end = Samples.NOW.plusSeconds(1_000);
    ApiKey old =
        keys.create(
            ApiKeySecret.create(),
            new NewApiKey("acme", "ci", EnumSet.of(Role.SUBSCRIBE), plan, end),
            Samples.NOW);
    ApiKeySecret secret = ApiKeySecret.create();
    Instant now = Samples.NOW.plusSeconds(100);
    var rotated =
        keys.rotate("acme", old.keyId(), secret, Duration.ofSeconds(60), null, now).orElseThrow();

    ApiKey successor = keys.find(secret).orElseThrow();
    assertThat(successor).isEqualTo(rotated.successor());
    assertThat(successor.name()).isEqualTo("ci");
    assertThat(successor.roles()).containsExactly(Role.SUBSCRIBE);
    assertThat(successor.plan()).isEqualTo(plan);
    assertThat(successor.usageId()).isEqualTo(old.keyId());
    assertThat(successor.expiresAt()).isEqualTo(now.plusSeconds(1_000));
    assertThat(rotated.before().expiresAt()).isEqualTo(now.plusSeconds(60));
    assertThat(rotated.before().replacedBy()).isEqualTo(successor.keyId());
  }

  @Test
  void rotationNeverLengthensAKeysLifeAndTakesOnlyGoodKeysOnce() throws Exception {
    ApiKey old =
        keys.create(
            ApiKeySecret.create(),
            new NewApiKey(
                "acme", "ci", EnumSet.of(Role.ADMIN), Plan.UNLIMITED, Samples.NOW.plusSeconds(5)),
            Samples.NOW);
    List<ApiKeyDao.Rotated> both =
        Parallel.all(List.of(() -> rotate(old.keyId()), () -> rotate(old.keyId())));

    assertThat(both).extracting(ApiKeyDao.Rotated::successor).containsOnlyOnce((ApiKey) null);
    assertThat(keys.find("acme", old.keyId()).orElseThrow().expiresAt())
        .isEqualTo(Samples.NOW.plusSeconds(5));
    ApiKey revoked = keys.create(ApiKeySecret.create(), NewApiKey.admin("acme", "k"), Samples.NOW);
    keys.revoke("acme", revoked.keyId(), Samples.NOW);
    assertThat(
            keys.rotate(
                "acme", revoked.keyId(), ApiKeySecret.create(), Duration.ZERO, null, Samples.NOW))
        .isEmpty();
    assertThat(
            keys.rotate(
                "other", old.keyId(), ApiKeySecret.create(), Duration.ZERO, null, Samples.NOW))
        .isEmpty();
  }

  private ApiKeyDao.Rotated rotate(String keyId) {
    return keys.rotate("acme", keyId, ApiKeySecret.create(), Duration.ofDays(1), null, Samples.NOW)
        .orElseThrow();
  }

  @Test
  void aTenantsIdIsCheckedByTheDatabaseToo() {
    for (String tenant : List.of("", "ACME", "a b", "x".repeat(41), "a\n")) {
      assertThatThrownBy(() -> keys.store(ApiKeySecret.create(), tenant, "ci", Samples.NOW))
          .isNotNull();
    }
  }

  @Test
  void secretsDiffer() {
    Set<String> secrets =
        Stream.generate(ApiKeySecret::create)
            .limit(100)
            .map(ApiKeySecret::text)
            .collect(Collectors.toSet());

    assertThat(secrets).hasSize(100).allMatch(text -> text.matches("tocsin_[\\w-]{43}"));
  }

  private static void set(String column, ApiKeySecret secret) {
    DATABASE
        .database()
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("UPDATE api_key SET " + column + " = :now WHERE key_hash = :hash")
                    .bind("now", Samples.NOW)
                    .bind("hash", secret.hash())
                    .execute());
  }
}
