package dev.tocsin.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever adds a setting also explains it. */
class OperationsPageTest {
  private final String page = Repository.read("docs/operations.md");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api/src/main/resources/tocsin-api.yml",
        "worker/src/main/resources/tocsin-worker.yml",
        "docker-compose.yml"
      })
  void explainsEveryVariable(String file) {
    assertThat(Repository.variablesOf(file))
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(page).contains("`" + variable + "`"));
  }

  @Test
  void namesTheWorkflowsByWhichOperatorsFindThings() {
    assertThat(page).contains("`event:", "`delivery:", "`tocsin:recovery`");
  }
}
