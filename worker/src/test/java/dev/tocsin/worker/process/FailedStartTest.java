package dev.tocsin.worker.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.store.TestSecrets;
import dev.tocsin.worker.process.ProcessApplication.StartFailedException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that cannot start says which setting is to be changed. */
class FailedStartTest {
  @ParameterizedTest
  @CsvSource({
    "TOCSIN_RETENTION_DAYS, 0, days must be from 1 to 3650",
    "TOCSIN_ATTEMPTS, 0, limits.attempts must be greater than or equal to 1",
    "TOCSIN_ATTEMPTS, many, limits.attempts",
    "TOCSIN_MAIL_FROM, nobody, delivery.mailFrom must be a well-formed email address",
    "TOCSIN_PRIVATE_TARGETS, perhaps, delivery.privateTargets",
    "TOCSIN_ALLOWED_TARGETS, 10.0.0.0, Not a range of addresses as 10.0.0.0/8",
    "TOCSIN_HISTORY_KEYS, c2VjcmV0, TOCSIN_HISTORY_KEYS: entry 1 is not id:key",
    "TOCSIN_HISTORY_KEYS, 'k1:c2VjcmV0\" x: {', TOCSIN_HISTORY_KEYS: entry 1 is not id:key",
    "DATABASE_URL, nowhere, jdbc:postgresql://",
    "TOCSIN_OUTBOX, '', AWS_REGION",
    "TOCSIN_SECRETS_KEYS, '', keys (TOCSIN_SECRETS_KEYS) must be one or more of id:key",
    "TOCSIN_SECRETS_KEYS, k1:c2hvcnQ=, keys (TOCSIN_SECRETS_KEYS) must be one or more of id:key",
    "TOCSIN_MAIL_TRANSPORT, pigeon, 'ses, smtp, outbox'",
    "TOCSIN_MAIL_TRANSPORT, smtp, SMTP_HOST",
    "TOCSIN_SLACK_TOKEN, two words, TOCSIN_SLACK_TOKEN must be",
    "TOCSIN_TELEGRAM_API, nowhere, TOCSIN_TELEGRAM_API must be an http or https URL",
  })
  void namesTheSettingAndWhatIsWrongWithIt(String variable, String value, String said) {
    Map<String, String> variables = new HashMap<>();
    variables.put("TOCSIN_OUTBOX", "target/outbox");
    variables.put("TOCSIN_ADMIN_PORT", "0");
    variables.put("TOCSIN_SECRETS_KEYS", TestSecrets.KEYS);
    variables.put(variable, value);
    assertThatThrownBy(
            () -> new WorkerApplication(variables).start(WorkerApplication.DEFAULT_CONFIG))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("tocsin-worker did not start: ")
        .hasMessageContaining(said)
        .hasMessageNotContainingAny("c2hvcnQ", "c2VjcmV0");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> new WorkerApplication(Map.of()).start("none.yml"))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("no configuration file none.yml");
  }
}
