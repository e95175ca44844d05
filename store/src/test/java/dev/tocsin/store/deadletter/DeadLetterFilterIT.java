package dev.tocsin.store.deadletter;

import static dev.tocsin.store.Samples.NOW;
import static dev.tocsin.store.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.failure.ErrorClass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterFilterIT {
  private record Death(@Nullable Integer httpStatus, @Nullable String reason) {}

  private static final List<Death> DEATHS =
      List.of(
          new Death(410, "Webhook failed: 410 Gone: connection refused"),
          new Death(503, "Webhook failed: 503 Service Unavailable"),
          new Death(500, "Webhook failed: 500"),
          new Death(302, "Webhook failed: 302 Found"),
          new Death(null, "Webhook failed: no answer within 10 s"),
          new Death(null, "Webhook failed: connection refused"),
          new Death(null, "Webhook failed: host not found: hooks.example.com"),
          new Death(null, "Webhook failed: TLS: the certificate has expired"),
          new Death(null, "Webhook failed: target address is not allowed"),
          new Death(null, "The event does not fit version 1 of order.paid: /order: 'x'"),
          new Death(null, "Email failed: no such address"),
          new Death(null, null));

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Database STORE = DATABASE.database();
  private static List<DeliveryKey> keys;

  @BeforeAll
  static void fill() {
    keys = Samples.matched(STORE, Samples.events(DEATHS.size()), List.of(Samples.stored(STORE)));
    for (int i = 0; i < DEATHS.size(); i++) {
      Death death = DEATHS.get(i);
      DeadLetters.die(STORE, keys.get(i), NOW.minusSeconds(i), death.httpStatus(), death.reason());
    }
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @EnumSource(ErrorClass.class)
  void findsTheDeadLettersOfAClass(ErrorClass errorClass) {
    long expected =
        DEATHS.stream()
            .filter(each -> ErrorClass.of(each.httpStatus(), each.reason()) == errorClass)
            .count();

    assertThat(expected).isPositive();
    assertThat(count(null, null, null, errorClass, null, null, null)).isEqualTo(expected);
  }

  @Test
  void everyFieldNarrowsIt() {
    assertThat(count(null, null, null, null, null, null, null)).isEqualTo(DEATHS.size());
    assertThat(count("EMAIL", null, null, null, null, null, null)).isZero();
    assertThat(count("WEBHOOK", "https://hooks.example.com/in", null, null, null, null, null))
        .isEqualTo(DEATHS.size());
    assertThat(count(null, "https://hooks.example.com", null, null, null, null, null)).isZero();
    assertThat(count(null, null, 503, null, null, null, null)).isOne();
    assertThat(count(null, null, 503, ErrorClass.TIMEOUT, null, null, null)).isZero();
    assertThat(count(null, null, null, null, "CONNECTION Refused", null, null)).isEqualTo(2);
    assertThat(count(null, null, null, null, "100%", null, null)).isZero();
    assertThat(count(null, null, null, null, null, NOW.minusSeconds(2), null)).isEqualTo(3);
    assertThat(count(null, null, null, null, null, null, NOW.minusSeconds(2)))
        .isEqualTo(DEATHS.size() - 3);
  }

  @Test
  void countsUpToABoundAndOnlyTheTenantsOwn() {
    DeadLetterOperationDao operations = new DeadLetterOperationDao(STORE);
    assertThat(operations.count(TENANT, DeadLetterFilter.ALL, NOW, 3)).isEqualTo(3);
    assertThat(operations.count(TENANT, DeadLetterFilter.ALL, NOW.minusSeconds(1), 99))
        .isEqualTo(DEATHS.size() - 1);
    assertThat(operations.count("other", DeadLetterFilter.ALL, NOW, 3)).isZero();
  }

  @Test
  void theClassesAreComplete() {
    assertThat(Stream.of(ErrorClass.values()).mapToInt(each -> count(each)).sum())
        .isEqualTo(DEATHS.size());
  }

  private static int count(ErrorClass errorClass) {
    return count(null, null, null, errorClass, null, null, null);
  }

  private static int count(
      @Nullable String channel,
      @Nullable String target,
      @Nullable Integer httpStatus,
      @Nullable ErrorClass errorClass,
      @Nullable String reasonContains,
      @Nullable Instant since,
      @Nullable Instant until) {
    return new DeadLetterOperationDao(STORE)
        .count(
            TENANT,
            new DeadLetterFilter(
                null,
                channel,
                target,
                "order.paid",
                httpStatus,
                errorClass,
                reasonContains,
                since,
                until),
            NOW,
            1_000);
  }
}
