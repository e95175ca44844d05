package dev.tocsin.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A plan holds while two processes are asked for more than it allows, as fast as they answer. */
class PlansUnderLoadIT {
  private static final String EVENT = "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}";
  private static final double RATE = 20;
  // What comes back while the machine is busy with something else is not lost for two seconds.
  private static final int BURST = 40;
  private static final int ENOUGH = 120;

  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Test
  void twoProcessesAllowWhatThePlanSaysInTheTimeThatPassed() throws Exception {
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi one = new StartedApi(database.config(), temporal.getWorkflowClient());
        StartedApi two = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      // The first request of a process takes long, while a full bucket stays full.
      ApiKeySecret other = key(database);
      assertThat(one.post(other, "/events", EVENT).status()).isEqualTo(202);
      assertThat(two.post(other, "/events", EVENT).status()).isEqualTo(202);
      ApiKeySecret key = key(database);

      long began = System.nanoTime();
      Parallel.run(
          () -> publish(one, key),
          () -> publish(two, key),
          () -> publish(one, key),
          () -> publish(two, key));
      double seconds = (System.nanoTime() - began) / 1e9;

      assertThat(refused.get()).isPositive();
      assertThat((double) accepted.get())
          .as("in " + seconds + " s, beside " + refused + " refused")
          .isCloseTo(BURST + RATE * seconds, withinPercentage(10));
    }
  }

  private static ApiKeySecret key(TestDatabase database) {
    Plan plan = new Plan(RATE, BURST, null);
    return StartedApi.key(
        database.database(), new NewApiKey("default", "k", Set.of(Role.PUBLISH), plan, null));
  }

  /** Ends with a refusal: the plan was used up in the time that is measured. */
  private void publish(StartedApi api, ApiKeySecret key) {
    Answer answer;
    do {
      answer = api.post(key, "/events", EVENT);
      assertThat(answer.status()).as(answer.raw().body()).isIn(202, 429);
      (answer.status() == 202 ? accepted : refused).incrementAndGet();
    } while (answer.status() == 202 || accepted.get() < ENOUGH);
    assertThat(answer.raw().headers().map())
        .containsKeys("retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset");
  }
}
