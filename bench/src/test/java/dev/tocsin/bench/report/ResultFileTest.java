package dev.tocsin.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  private static final Instant AT = Instant.parse("2026-01-31T12:34:56.789Z");
  private static final Report REPORT =
      new Report(
          "some",
          Map.of("temporal", "1.32.0"),
          Map.of("events", 1_000),
          List.of(Grid.of("Ways", "", "p50").row("short", 0.5).build()),
          List.of(Budget.exactly("lost", 0, 0)));

  @TempDir private Path folder;

  private JsonNode written() throws Exception {
    Path file = ResultFile.write(folder.resolve("results"), REPORT, AT);
    assertThat(file).hasFileName("some-20260131T123456Z.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void holdsFiguresWithWhatTheyWereMeasuredOn() throws Exception {
    JsonNode json = written();
    assertThat(json.at("/at").textValue()).isEqualTo("2026-01-31T12:34:56Z");
    assertThat(json.at("/machine/cores").intValue()).isPositive();
    assertThat(json.at("/machine/memoryMiB").longValue()).isPositive();
    assertThat(json.at("/machine/jvm").textValue()).contains(System.getProperty("java.vm.version"));
    assertThat(json.at("/versions/temporal").textValue()).isEqualTo("1.32.0");
    assertThat(json.at("/settings/events").intValue()).isEqualTo(1_000);
    assertThat(json.at("/figures/0/rows/0").toString())
        .isEqualTo("{\"what\":\"short\",\"p50\":0.5}");
    assertThat(json.at("/budgets/0/met").booleanValue()).isTrue();
  }

  @Test
  void tellsNothingOfWhoseMachineItIs() throws Exception {
    JsonNode json = written();
    assertThat(json.get("machine"))
        .extracting(JsonNode::asText)
        .doesNotContain(InetAddress.getLocalHost().getHostName());
    assertThat(json.toString())
        .doesNotContain(System.getProperty("user.home"))
        .doesNotContain(System.getProperty("user.dir"))
        .doesNotContain(Files.createDirectories(folder).toString());
  }
}
