package dev.tocsin.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The alert rules and the dashboard, as far as no program is needed; with promtool, where it is on
 * the PATH. That their metrics exist is seen in {@code SystemEventsIT}, on a page that was scraped.
 */
class MonitoringTest {
  @Test
  void everyAlertSaysWhatAndWhatToDoAndIsTestedAndInTheManual() {
    String manual = Repository.read("docs/operations.md");
    String tests = Repository.read("deploy/prometheus/tocsin-alerts-test.yml");
    assertThat(MonitoringFiles.rules()).isNotEmpty();
    for (Map<String, Object> rule : MonitoringFiles.rules()) {
      String name = String.valueOf(rule.get("alert"));
      assertThat(name).startsWith("Tocsin");
      assertThat(String.valueOf(rule.get("labels")))
          .containsPattern("severity=(info|warning|critical)");
      assertThat(String.valueOf(rule.get("annotations"))).contains("summary=", "description=");
      assertThat(manual).contains("`" + name + "`");
      assertThat(tests).contains("alertname: " + name);
    }
  }

  @Test
  void everyPanelOfTheDashboardHasATitleAPlaceAndAQuestion() {
    JsonNode panels = MonitoringFiles.dashboard().path("panels");
    assertThat(panels).isNotEmpty();
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : panels) {
      ids.add(panel.path("id").asInt());
      assertThat(panel.path("title").asText()).isNotEmpty();
      assertThat(panel.path("gridPos").path("x").asInt() + panel.path("gridPos").path("w").asInt())
          .isLessThanOrEqualTo(24);
      assertThat(panel.path("targets")).isNotEmpty();
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void namesOfMetricsAreFoundInExpressions() {
    assertThat(
            MonitoringFiles.metricsOf(
                "sum by (a, b) (rate(x_total{c=\"d\"}[5m])) / max without (e) (y) > 0.5 and z"))
        .containsExactly("x_total", "y", "z");
    assertThat(MonitoringFiles.metrics())
        .contains("tocsin_attempt_seconds_count", "tocsin_circuits_disabled")
        .allMatch(name -> name.matches("(tocsin|temporal|http|jvm|process)_.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules tocsin-alerts.yml",
        "test rules tocsin-alerts-test.yml",
        "check config prometheus.yml"
      })
  void promtoolTakesThem(String command) throws Exception {
    Optional<Path> promtool =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(promtool.isPresent(), "no promtool on the PATH");
    List<String> line = new ArrayList<>(List.of(promtool.orElseThrow().toString()));
    line.addAll(List.of(command.split(" ")));
    Process process =
        new ProcessBuilder(line)
            .directory(Repository.path("deploy/prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS");
  }
}
