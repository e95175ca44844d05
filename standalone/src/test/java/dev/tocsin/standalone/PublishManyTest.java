package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.TestTerminal.Ran;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} with several files and with {@code --batch}. */
@Timeout(60)
class PublishManyTest {
  private static final String TAKEN = "{\"status\":202,\"eventId\":\"evt_1\",\"message\":\"m\"}";
  private static final String AGAIN =
      "{\"status\":202,\"eventId\":\"evt_2\",\"duplicate\":true,\"message\":\"m\"}";
  private static final String WRONG =
      """
      {"status":400,"error":"Validation failed","details":["severity must be one of"]}""";

  @TempDir Path folder;
  private MockWebServer server;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws Exception {
    server = new MockWebServer();
    server.start();
    terminal = new TestTerminal(environment("off"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> environment(String progress) {
    return Map.of(
        "TOCSIN_URL",
        server.url("/").toString(),
        "TOCSIN_API_KEY",
        "the-key",
        "TOCSIN_PROGRESS",
        progress);
  }

  @Test
  void linesAreEventsAndRefusalsNameThem() throws Exception {
    answer(TAKEN, WRONG, AGAIN);

    Ran ran =
        terminal
            .withInput("\ufeff{\"id\":\"1\"}\r\n\n{\"total\":129.90}\n{oops\n{\"id\":\"3\"}")
            .run("publish", "--batch=-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("4 events: 1 accepted, 1 accepted before, 2 refused\n");
    assertThat(ran.err())
        .startsWith(
            """
            tocsin: line 3: 400 Validation failed
              severity must be one of
            tocsin: line 4: not JSON
            """);
    assertThat(server.takeRequest().getTarget()).isEqualTo("/events/batch");
  }

  @Test
  void anArrayOverManyLinesIsTheSame() throws Exception {
    answer(TAKEN, TAKEN);
    Path file = folder.resolve("events.json");
    Files.writeString(file, "\n [\n {\"id\":\"1\",\n \"total\":129.90},\n\n {\"id\":\"2\"}]\n");

    Ran ran = terminal.run("publish", "--batch", file.toString(), "--json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            {"line":3,"status":202,"eventId":"evt_1","message":"m"}
            {"line":6,"status":202,"eventId":"evt_1","message":"m"}
            """);
    assertThat(server.takeRequest().getBody().utf8())
        .isEqualTo("[{\"id\":\"1\",\"total\":129.90},{\"id\":\"2\"}]");
  }

  @Test
  void afterAFaultInAnArrayNothingIsRead() {
    answer(TAKEN);
    Ran ran = terminal.withInput("[{\"id\":\"1\"},\n{oops},{}]").run("publish", "--batch=-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("2 events: 1 accepted, 1 refused\n");
    assertThat(ran.err())
        .startsWith("tocsin: line 2: not JSON\n")
        .endsWith("; nothing after it was read\n");

    answer(TAKEN);
    assertThat(terminal.withInput("[{\"id\":\"1\"}] {}").run("publish", "--batch=-").err())
        .contains("something stands after the array");
  }

  @Test
  void aFileThatIsNotUtf8IsNotGuessedAt() throws Exception {
    Path file = folder.resolve("latin.json");
    Files.write(file, "{\"title\":\"ü\"}\n".getBytes(StandardCharsets.ISO_8859_1));

    Ran ran = terminal.run("publish", "--batch", file.toString(), "--json");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("not UTF-8");
    assertThat(ran.json().path("line").asInt()).isEqualTo(1);
    assertThat(ran.json().path("status").asInt()).isZero();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void nothingIsDone() {
    assertThat(terminal.run("publish", "--batch=-").out()).isEqualTo("0 events\n");
    assertThat(terminal.withInput("[]").run("publish", "--batch=-").code()).isZero();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void countsOnATerminalOnly() {
    String lines =
        IntStream.rangeClosed(1, 1001)
            .mapToObj(i -> "{\"id\":\"" + i + "\"}")
            .collect(Collectors.joining("\n"));
    answers(500);
    answers(500);
    answers(1);
    Ran watched = new TestTerminal(environment("on")).withInput(lines).run("publish", "--batch=-");
    answers(500);
    answers(500);
    answers(1);
    Ran alone = terminal.withInput(lines).run("publish", "--batch=-");

    assertThat(watched.err()).contains("\r\u001b[K500 events …", "\r\u001b[K1,000 events …");
    assertThat(watched.err()).endsWith("\r\u001b[K");
    assertThat(watched.out()).isEqualTo("1,001 events: 1,001 accepted\n");
    assertThat(alone.err()).isEmpty();
    assertThat(alone.out()).isEqualTo(watched.out());
  }

  @Test
  void aRequestMayBeSmaller() throws Exception {
    answers(2);
    answers(1);
    assertThat(
            terminal.withInput("[{},{},{}]").run("publish", "--batch=-", "--batch-size=2").code())
        .isZero();
    assertThat(body()).hasSize(2);
    assertThat(body()).hasSize(1);
  }

  @Test
  void whereTheServerGoesAwayItSaysHowFarItCame() {
    answers(2);
    server.enqueue(
        new MockResponse.Builder().code(403).body("{\"message\":\"Forbidden\"}").build());

    Ran ran = terminal.withInput("{}\n{}\n{}\n").run("publish", "--batch=-", "--batch-size=2");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("2 events: 2 accepted\n");
    assertThat(ran.err()).startsWith("tocsin: stopped after line 2\ntocsin: 403 Forbidden\n");
  }

  @Test
  void severalFilesAreAnEventEach() throws Exception {
    Path a = Files.writeString(folder.resolve("a.json"), "{\"specversion\":\"1.0\"}");
    Path b = Files.writeString(folder.resolve("b.json"), "{\"id\":\"b\"}");
    answer(TAKEN, AGAIN);
    Ran ran = terminal.run("publish", "--file", a.toString(), "--file", b.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            evt_1 is accepted (%s)
            evt_2 was accepted before (%s)
            2 events: 1 accepted, 1 accepted before
            """
                .formatted(a, b));
    assertThat(body().toString()).isEqualTo("[{\"specversion\":\"1.0\"},{\"id\":\"b\"}]");

    answer(WRONG, TAKEN);
    Ran refused = terminal.run("publish", "--file=" + a, "--file=" + b, "--json");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out().lines().findFirst().orElseThrow())
        .isEqualTo("{\"file\":\"" + a + "\"," + WRONG.strip().substring(1));
  }

  @Test
  void anArrayIsNoEvent() throws Exception {
    Path array = Files.writeString(folder.resolve("a.json"), "[]");
    Ran ran = terminal.run("publish", "--file", array.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("--batch");
  }

  @Test
  void anEventTellsItsTransactionAndItsVersion() throws Exception {
    server.enqueue(new MockResponse.Builder().code(202).body("{\"eventId\":\"evt_1\"}").build());
    terminal.run(
        "publish",
        "--type=a",
        "--severity=LOW",
        "--title=t",
        "--correlation=c",
        "--schema-version=2");
    JsonNode sent = body();
    assertThat(sent.path("correlationId").asText()).isEqualTo("c");
    assertThat(sent.path("schemaVersion").asInt()).isEqualTo(2);
  }

  private void answer(String... entries) {
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("{\"results\":[" + String.join(",", entries) + "]}")
            .build());
  }

  private void answers(int count) {
    answer(IntStream.range(0, count).mapToObj(i -> TAKEN).toArray(String[]::new));
  }

  private JsonNode body() throws Exception {
    return new ObjectMapper().readTree(server.takeRequest().getBody().utf8());
  }
}
