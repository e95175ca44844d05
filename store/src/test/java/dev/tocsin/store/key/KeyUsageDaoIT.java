package dev.tocsin.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.KeyUsage.Limit;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.store.partition.RetentionConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class KeyUsageDaoIT {
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant NOVEMBER = Instant.parse("2030-11-21T10:00:00Z");
  private static final double ONE_AN_HOUR = 1 / 3600d;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aBurstIsAllowedAndThenTheRate() {
    Plan plan = new Plan(ONE_AN_HOUR, 3, null);
    for (int left = 2; left >= 0; left--) {
      KeyUsage usage = at(NOVEMBER).count("burst", plan, 1);
      assertThat(usage.refusedBy()).isNull();
      assertThat(usage.remaining()).isEqualTo(left);
      assertThat(usage.limit()).isEqualTo(3);
      assertThat(usage.reset()).isEqualTo(Duration.ofHours(3 - left));
    }
    KeyUsage refused = at(NOVEMBER.plusSeconds(600)).count("burst", plan, 1);
    assertThat(refused).isEqualTo(new KeyUsage(Limit.RATE, 3, 0, Duration.ofMinutes(50)));

    assertThat(at(NOVEMBER.plusSeconds(3600)).count("burst", plan, 1).refusedBy()).isNull();
    assertThat(at(NOVEMBER.plusSeconds(3600)).count("burst", plan, 1).refusedBy())
        .isEqualTo(Limit.RATE);
  }

  @Test
  void severalCountAllOrNothing() {
    Plan plan = new Plan(ONE_AN_HOUR, 10, 15L);
    assertThat(at(NOVEMBER).count("all", plan, 8).remaining()).isEqualTo(2);
    assertThat(at(NOVEMBER).count("all", plan, 3))
        .isEqualTo(new KeyUsage(Limit.RATE, 10, 2, Duration.ofHours(1)));
    assertThat(at(NOVEMBER).count("all", plan, 2).refusedBy()).isNull();
    // Ten hours later the rate would take ten more, the quota five.
    KeyUsage refused = at(NOVEMBER.plusSeconds(36_000)).count("all", plan, 6);
    assertThat(refused.refusedBy()).isEqualTo(Limit.QUOTA);
    assertThat(refused.remaining()).isEqualTo(5);
    assertThat(at(NOVEMBER.plusSeconds(36_000)).count("all", plan, 5).refusedBy()).isNull();
  }

  @Test
  void aQuotaHoldsUntilTheCalendarMonthEnds() {
    Plan plan = new Plan(null, null, 2L);
    Instant first = Instant.parse("2031-01-01T00:00:00Z");
    Instant last = Instant.parse("2031-01-31T23:59:59.500Z");
    assertThat(at(first).count("month", plan, 2).refusedBy()).isNull();
    assertThat(at(last).count("month", plan, 1))
        .isEqualTo(new KeyUsage(Limit.QUOTA, 2, 0, Duration.ofMillis(500)));

    Instant february = Instant.parse("2031-02-01T00:00:00Z");
    assertThat(at(february).count("month", plan, 1).remaining()).isEqualTo(1);
    // A process whose clock is behind counts on, and fills nothing again.
    assertThat(at(last).count("month", plan, 1).refusedBy()).isNull();
    assertThat(at(last).count("month", plan, 1).refusedBy()).isEqualTo(Limit.QUOTA);
    assertThat(at(february).count("month", plan, 1).refusedBy()).isEqualTo(Limit.QUOTA);
  }

  @Test
  void whatIsLeftOfTheRateOutlivesTheMonth() {
    Plan plan = new Plan(ONE_AN_HOUR, 5, 100L);
    Instant end = Instant.parse("2031-03-31T23:59:59Z");
    assertThat(at(end).count("rate", plan, 5).refusedBy()).isNull();
    assertThat(at(end.plusSeconds(2)).count("rate", plan, 1).refusedBy()).isEqualTo(Limit.RATE);
  }

  @Test
  void processesShareOneLimitExactly() throws Exception {
    Plan plan = new Plan(ONE_AN_HOUR, 40, 1_000L);
    try (Database other = Database.open(DATABASE.config())) {
      List<KeyUsageDao> processes =
          List.of(at(NOVEMBER), new KeyUsageDao(other, Clock.fixed(NOVEMBER, ZoneOffset.UTC)));
      List<Callable<Integer>> callers = new ArrayList<>();
      for (int caller = 0; caller < 12; caller++) {
        KeyUsageDao process = processes.get(caller % 2);
        callers.add(
            () ->
                (int)
                    IntStream.range(0, 10)
                        .filter(i -> process.count("shared", plan, 1).refusedBy() == null)
                        .count());
      }
      assertThat(Parallel.all(callers).stream().mapToInt(Integer::intValue).sum()).isEqualTo(40);
    }
  }

  @Test
  void countingBeginsAnewWhereTheRowWasForgotten() throws Exception {
    Plan plan = new Plan(ONE_AN_HOUR, 5, null);
    KeyUsageDao usage = at(NOVEMBER);
    assertThat(usage.count("forgotten", plan, 5).refusedBy()).isNull();
    DATABASE
        .database()
        .jdbi()
        .useHandle(h -> h.execute("DELETE FROM key_usage WHERE usage_id = 'forgotten'"));

    List<Callable<Boolean>> callers =
        Collections.nCopies(12, () -> usage.count("forgotten", plan, 1).refusedBy() == null);
    assertThat(Parallel.all(callers)).filteredOn(allowed -> allowed).hasSize(5);
  }

  @Test
  void withoutPostgresNothingIsAllowed() {
    DatabaseConfig nowhere = new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "x", "", 2);
    try (Database away = Database.open(nowhere)) {
      KeyUsageDao usage = new KeyUsageDao(away, Clock.systemUTC());
      assertThatThrownBy(() -> usage.count("x", new Plan(1d, null, null), 1))
          .isInstanceOf(UsageUnknownException.class);
    }
  }

  @Test
  void theUseOfAKeyGoesOnceNoKeyThatCountsOnItIsGood() {
    ApiKeyDao keys = new ApiKeyDao(DATABASE.database());
    Plan plan = new Plan(1d, null, null);
    NewApiKey draft = new NewApiKey("acme", "ci", Set.of(Role.PUBLISH), plan, null);
    ApiKey first = keys.create(ApiKeySecret.create(), draft, NOVEMBER);
    ApiKey second =
        keys.rotate(
                "acme", first.keyId(), ApiKeySecret.create(), Duration.ofHours(1), null, NOVEMBER)
            .orElseThrow()
            .successor();
    at(NOVEMBER).count(second.usageId(), plan, 1);
    PartitionDao maintenance = new PartitionDao(DATABASE.database(), RetentionConfig.DEFAULT);

    Instant later = NOVEMBER.plus(Duration.ofHours(2));
    maintenance.dropExpired(later);
    assertThat(isKept(first.keyId())).isTrue();
    keys.revoke("acme", second.keyId(), later);
    maintenance.dropExpired(later);
    assertThat(isKept(first.keyId())).isFalse();
  }

  private static boolean isKept(String usageId) {
    return DATABASE
        .database()
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT count(*) FROM key_usage WHERE usage_id = :id")
                        .bind("id", usageId)
                        .mapTo(Integer.class)
                        .one()
                    == 1);
  }

  private static KeyUsageDao at(Instant now) {
    return new KeyUsageDao(DATABASE.database(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
