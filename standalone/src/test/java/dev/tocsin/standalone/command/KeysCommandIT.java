package dev.tocsin.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeysCommandIT {
  private static final TestDatabase DATABASE = TestDatabase.createEmpty();
  private static final Instant NOW = Instant.parse("2030-11-21T10:00:00Z");

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void printsOnlyTheKeyAndTellsWhatItIsBeside() {
    make(
        "--tenant acme --name ci --role publish --role Operate --expires 2031-01-01T00:00:00+01:00"
            + " --rate 2.5 --burst 10 --quota 1000");

    assertThat(out.toString()).matches("tocsin_[\\w-]{43}\\R");
    ApiKeySecret secret = new ApiKeySecret(out.toString().strip());
    ApiKey key = new ApiKeyDao(DATABASE.database()).find(secret).orElseThrow();
    assertThat(key.tenant()).isEqualTo("acme");
    assertThat(key.roles()).containsExactlyInAnyOrder(Role.PUBLISH, Role.OPERATE);
    assertThat(key.plan()).isEqualTo(new Plan(2.5, 10, 1_000L));
    assertThat(key.expiresAt()).isEqualTo("2030-12-31T23:00:00Z");
    assertThat(errors.toString())
        .contains(key.keyId(), "acme", "publish, operate", "2.5", "1000")
        .doesNotContain(secret.text());
  }

  @Test
  void isAnAdminsWithoutLimitsWhereNothingElseIsSaid() {
    make("");
    ApiKeySecret secret = new ApiKeySecret(out.toString().strip());
    ApiKey key = new ApiKeyDao(DATABASE.database()).find(secret).orElseThrow();
    assertThat(key.tenant()).isEqualTo("default");
    assertThat(key.roles()).containsExactly(Role.ADMIN);
    assertThat(key.plan()).isEqualTo(Plan.UNLIMITED);
    assertThat(key.expiresAt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tenant ACME",
        "--role root",
        "--expires soon",
        "--expires 2020-01-01T00:00:00Z",
        "--rate 0",
        "--burst 5",
        "--quota -1"
      })
  void saysWhichOptionIsWrong(String options) {
    assertThatThrownBy(() -> make(options))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining(options.split(" ")[0]);
    assertThat(out.toString()).isEmpty();
  }

  private void make(String options) {
    KeysCommand.Create command = new KeysCommand.Create();
    CommandLine line =
        new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
    line.parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
    command.make(
        Map.of(
            "DATABASE_URL", DATABASE.config().url(),
            "DATABASE_USER", DATABASE.config().user()),
        NOW);
  }
}
