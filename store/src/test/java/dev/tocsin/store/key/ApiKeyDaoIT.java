package dev.tocsin.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
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
