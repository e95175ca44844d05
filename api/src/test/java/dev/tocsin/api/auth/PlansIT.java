package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers are held to their plans, over HTTP and by all processes together. */
class PlansIT {
  private static final String EVENT = "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}";
  // Slow enough that nothing comes back during a test.
  private static final double ONE_AN_HOUR = 1 / 3600d;
  private static final Instant NOW = Instant.parse("2030-11-30T23:59:58.500Z");

  private static final String SCANS =
      "SELECT seq_scan + idx_scan FROM pg_stat_user_tables WHERE relname = 'key_usage'";

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi one;
  private static StartedApi other;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    one = new StartedApi(database.config(), temporal.getWorkflowClient(), clock);
    other = new StartedApi(database.config(), temporal.getWorkflowClient(), clock);
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    temporal.close();
    database.close();
  }

  @Test
  void overTheRateIs429WithTheTimeToWait() {
    ApiKeySecret key = key(new Plan(ONE_AN_HOUR, 2, 100L));
    Answer first = one.post(key, "/events", EVENT);
    assertThat(first.status()).isEqualTo(202);
    assertThat(rateLimit(first)).containsExactly("2", "1", "3600");
    assertThat(one.post(key, "/events", EVENT).status()).isEqualTo(202);

    Answer refused = one.post(key, "/events", EVENT);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.raw().body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
    assertThat(refused.raw().headers().firstValue("retry-after")).contains("3600");
    assertThat(rateLimit(refused)).containsExactly("2", "0", "3600");
  }

  @Test
  void overTheQuotaIs429UntilTheMonthEnds() {
    ApiKeySecret key = key(new Plan(null, null, 1L));
    assertThat(one.post(key, "/events", EVENT).status()).isEqualTo(202);

    Answer refused = one.post(key, "/events", EVENT);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.raw().body()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
    // A second and a half, rounded up.
    assertThat(refused.raw().headers().firstValue("retry-after")).contains("2");
    assertThat(rateLimit(refused)).containsExactly("1", "0", "2");
  }

  @Test
  void twoProcessesShareOnePlanExactly() throws Exception {
    ApiKeySecret key = key(new Plan(ONE_AN_HOUR, 25, 1_000L));
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      StartedApi api = number % 2 == 0 ? one : other;
      callers.add(
          () ->
              (int)
                  Stream.generate(() -> api.post(key, "/events", EVENT).status())
                      .limit(10)
                      .peek(status -> assertThat(status).isIn(202, 429))
                      .filter(status -> status == 202)
                      .count());
    }
    assertThat(Parallel.all(callers).stream().mapToInt(Integer::intValue).sum()).isEqualTo(25);
  }

  @Test
  void whoLacksTheRoleUsesNothingUp() {
    ApiKeySecret key = key(new Plan(null, null, 1L));
    assertThat(one.get(key, "/admin/keys").status()).isEqualTo(403);
    assertThat(one.post(key, "/events", EVENT).status()).isEqualTo(202);
  }

  @Test
  void aKeyWithoutLimitsAsksPostgresNothing() throws Exception {
    Plan plan = new Plan(1d, 500, null);
    // Of its own, as connections of the other tests report what they did some seconds later.
    try (TestDatabase alone = TestDatabase.create()) {
      alone.database().jdbi().useHandle(h -> h.execute("CREATE ROLE counted SUPERUSER LOGIN"));
      assertThat(usageScans(alone, Plan.UNLIMITED)).isZero();
      assertThat(usageScans(alone, plan)).isPositive();
      alone.database().jdbi().useHandle(h -> h.execute("DROP ROLE counted"));
    }
  }

  /** Scans of the table of usage by a process of its own that answers twenty requests. */
  private static long usageScans(TestDatabase alone, Plan plan) throws Exception {
    ApiKeySecret key = key(alone, plan);
    DatabaseConfig config = new DatabaseConfig(alone.config().url(), "counted", "", 4);
    long before = number(alone, SCANS);
    try (StartedApi api = new StartedApi(config, temporal.getWorkflowClient())) {
      for (int number = 0; number < 20; number++) {
        assertThat(api.post(key, "/events", EVENT).status()).isEqualTo(202);
      }
    }
    // PostgreSQL adds up what a connection did at its end.
    await()
        .until(
            () ->
                number(alone, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'counted'")
                    == 0);
    return number(alone, SCANS) - before;
  }

  private static long number(TestDatabase alone, String sql) {
    return alone.database().jdbi().withHandle(h -> h.createQuery(sql).mapTo(Long.class).one());
  }

  private static List<String> rateLimit(Answer answer) {
    return Stream.of("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")
        .map(name -> answer.raw().headers().firstValue(name).orElse("none"))
        .toList();
  }

  private static ApiKeySecret key(Plan plan) {
    return key(database, plan);
  }

  private static ApiKeySecret key(TestDatabase of, Plan plan) {
    return StartedApi.key(
        of.database(), new NewApiKey("default", "k", Set.of(Role.PUBLISH), plan, null));
  }
}
