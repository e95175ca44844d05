package dev.tocsin.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The server does what its description says, whatever it is sent. */
class SchemathesisIT {
  private static final Pattern GENERATED = Pattern.compile("(\\d+) generated");

  /** For each operation and phase: enough for 5,000 requests in all. */
  private static final int EXAMPLES = 250;

  @Test
  void findsNoFailure() throws Exception {
    Schemathesis schemathesis = Schemathesis.installed();
    try (TestDatabase database = TestDatabase.create();
        TestWorkflowEnvironment temporal = StartedApi.temporal();
        StartedApi api = new StartedApi(database.config(), temporal.getWorkflowClient())) {
      ApiKeySecret key = StartedApi.key(database.database(), "default");

      Schemathesis.Run run =
          schemathesis.run(api.uri("/openapi.json").toString(), key.text(), EXAMPLES);

      assertThat(run.exitCode()).as(run.output()).isZero();
      Matcher generated = GENERATED.matcher(run.output());
      assertThat(generated.find()).as(run.output()).isTrue();
      assertThat(Integer.parseInt(generated.group(1))).as("requests").isGreaterThan(5_000);
    }
  }
}
