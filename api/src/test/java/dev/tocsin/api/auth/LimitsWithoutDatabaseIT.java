package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.DatabaseConfig;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While PostgreSQL is away a limited key is answered 503, as nobody can count. */
class LimitsWithoutDatabaseIT {
  /** With a severity of its own, the event needs nothing that its tenant decided. */
  private static final String PATTERN =
      "{\"pattern\":{\"detail-type\":[\"a\"]},"
          + "\"event\":{\"detail-type\":\"a\",\"severity\":\"LOW\"}}";

  @Test
  void aLimitedKeyIsAnswered503AndAnUnlimitedOneGoesOn() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      ApiKeySecret limited = key(database, new Plan(1_000d, null, null));
      ApiKeySecret unlimited = key(database, Plan.UNLIMITED);
      assertThat(api.post(limited, "/patterns/test", PATTERN).status()).isEqualTo(200);
      assertThat(api.post(unlimited, "/patterns/test", PATTERN).status()).isEqualTo(200);
      database.close();
      takeAway(database.config());

      Callable<Answer> published = () -> api.post(limited, "/events", "{}");
      for (Answer answer : Parallel.all(Stream.generate(() -> published).limit(8).toList())) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(503);
        assertThat(answer.body().get("error").asText()).isEqualTo("Failed to queue event");
        assertThat(answer.raw().headers().firstValue("retry-after")).isPresent();
      }
      assertThat(api.post(limited, "/patterns/test", PATTERN).status()).isEqualTo(503);
      assertThat(api.post(unlimited, "/patterns/test", PATTERN).status()).isEqualTo(200);
    }
  }

  /** Refuses new connections to the database, and ends those that are there. */
  private static void takeAway(DatabaseConfig config) {
    String name = config.url().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    String url = config.url().replace("/" + name, "/postgres");
    try (Database server =
        Database.open(new DatabaseConfig(url, config.user(), config.password(), 2))) {
      server
          .jdbi()
          .useHandle(
              h -> {
                h.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
                h.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?",
                    name);
              });
    }
  }

  private static ApiKeySecret key(TestDatabase database, Plan plan) {
    Set<Role> roles = Set.of(Role.PUBLISH);
    return StartedApi.key(database.database(), new NewApiKey("default", "k", roles, plan, null));
  }
}
