package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.standalone.TestTerminal.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against a server that answers what it is told to. */
class ClientCommandTest {
  private static final String DEAD =
      """
      {"deliveryId":"dlv_%026d","eventId":"evt_1","status":"DEAD","channel":"WEBHOOK",
       "target":"https://hooks.example.com/%s","eventType":"order.%s","attemptsMade":10,
       "severity":"LOW","reason":"no\\u001b[2J","settledAt":"2026-11-21T12:19:03.268Z",
       "newField":1.50}""";

  @TempDir Path folder;
  private MockWebServer server;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws Exception {
    server = new MockWebServer();
    server.start();
    terminal =
        new TestTerminal(
            Map.of("TOCSIN_URL", server.url("/").toString(), "TOCSIN_API_KEY", "the-key"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tablesFitEightyColumnsAndCutNoId() {
    answer(200, page(1, 2));
    Ran narrow = terminal.run("dead-letters");
    answer(200, page(1, 2));
    Ran wide = terminal.run("dead-letters", "--wide");

    assertThat(narrow.out().lines())
        .hasSize(7)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(narrow.out()).contains("dlv_" + "0".repeat(25) + "2  11-21 12:19");
    assertThat(wide.out()).contains("order." + "long".repeat(20), "2026-11-21T12:19:03.268Z");
    assertThat(narrow.out() + wide.out()).doesNotContain("\u001b");
  }

  @Test
  void jsonIsWhatTheServerSaid() {
    answer(200, page(1, 2));
    assertThat(terminal.run("dead-letters", "--json").out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith(",\"newField\":1.50}"));
  }

  @Test
  void readsOnlyAsManyAsAreWanted() throws Exception {
    answer(200, page(1, 2));
    Ran ran = terminal.run("deliveries", "--limit=1", "--since=2h", "--status=dead");

    assertThat(ran.out()).contains("(the newest 1; --limit shows more)");
    assertThat(server.takeRequest().getTarget())
        .startsWith("/deliveries?status=DEAD&since=")
        .endsWith("&limit=1");
  }

  @Test
  void publishesDetailsDigitForDigit() throws Exception {
    Path details = Files.writeString(folder.resolve("d.json"), "{\"total\":129.90,\"n\":1e2}");
    answer(202, "{\"eventId\":\"evt_1\",\"status\":\"accepted\"}");

    Ran ran =
        terminal.run(
            "publish", "--type=a", "--severity=high", "--title=t", "--details=@" + details);

    assertThat(ran.out()).isEqualTo("evt_1 is accepted\n");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().utf8())
        .startsWith("{\"eventType\":\"a\",\"severity\":\"HIGH\",\"title\":\"t\",")
        .contains("129.90");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("the-key");
    assertThat(request.getHeaders().get("Idempotency-Key")).isNotBlank();
  }

  @Test
  void asksBeforeItRedrivesAll() throws Exception {
    answer(200, "{\"matching\":12}");
    Ran declined = terminal.withInput("n\n").run("redrive", "--all", "--reason=r");
    assertThat(declined.code()).isEqualTo(1);
    assertThat(declined.err()).isEqualTo("Redrive 12 dead letters? [y/N] Nothing was done.\n");
    assertThat(server.takeRequest().getBody().utf8())
        .isEqualTo("{\"all\":true,\"reason\":\"count\",\"dryRun\":true}");

    answer(200, "{\"matching\":12}");
    Ran silent = terminal.run("discard", "--all", "--reason=r");
    assertThat(silent.code()).as("without an answer").isEqualTo(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void tellsWhatCameOfATest() throws Exception {
    answer(200, "{\"outcome\":\"delivered\",\"httpStatus\":204,\"error\":null,\"durationMs\":12}");
    assertThat(terminal.run("subscriptions", "sub_1", "--test").out())
        .isEqualTo("delivered (12 ms)\n");
    answer(200, "{\"outcome\":\"retry\",\"httpStatus\":null,\"error\":\"no\",\"durationMs\":3}");
    assertThat(terminal.run("subscriptions", "sub_1", "--test").out())
        .isEqualTo("retry: no (3 ms)\n");
  }

  @Test
  void anOrderForManyIsFollowedToItsEnd() throws Exception {
    answer(200, "{\"matching\":12}");
    answer(202, operation("RUNNING", 0, 0));
    answer(200, operation("RUNNING", 5, 0));
    answer(200, operation("COMPLETED", 12, 0));

    Ran ran =
        terminal
            .withInput("yes\n")
            .run("redrive", "--subscription=sub_1", "--error=TIMEOUT", "--reason=r", "--rate=9");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            blk_1 redrives 12 dead letters
              Ctrl-C leaves it running; follow it: ./tocsin operations blk_1
            Redriven: 12
            """);
    server.takeRequest();
    RecordedRequest order = server.takeRequest();
    assertThat(order.getTarget()).isEqualTo("/dead-letters/redrive");
    assertThat(order.getBody().utf8())
        .isEqualTo(
            "{\"filter\":{\"subscriptionId\":\"sub_1\",\"errorClass\":\"TIMEOUT\"},"
                + "\"reason\":\"r\",\"ratePerSecond\":9}");
  }

  @Test
  void tellsHowManyWereSkipped() {
    answer(200, "{\"matching\":12}");
    answer(202, operation("COMPLETED", 10, 2));

    Ran ran = terminal.run("redrive", "--all", "--yes", "--reason=r");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .endsWith("Redriven: 10 of 12; skipped: 2 of deleted subscriptions, 0 no longer dead\n");
  }

  @Test
  void anOperationIsCalledOff() throws Exception {
    answer(202, operation("CANCELLED", 3, 0));

    assertThat(terminal.run("operations", "blk_1", "--cancel").out())
        .isEqualTo("blk_1 is called off\n");
    assertThat(server.takeRequest().getTarget()).isEqualTo("/dead-letters/operations/blk_1/cancel");
  }

  private static String operation(String status, int done, int skipped) {
    return """
        {"operationId":"blk_1","order":"REDRIVE","status":"%s","matching":12,"done":%d,
         "skipped":{"subscriptionDeleted":%d,"noLongerDead":0},"reason":"r",
         "by":{"keyId":"key_1","name":"on call"},"filter":{},"ratePerSecond":9,"most":1000000,
         "startedAt":"2026-11-21T12:19:02.948Z","updatedAt":"2026-11-21T12:19:02.948Z",
         "finishedAt":null,"cancelledBy":null}"""
        .formatted(status, done, skipped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "publish --type=a",
        "publish --type=a --severity=LOUD --title=t",
        "publish --file=/nowhere --type=a",
        "publish --file=/nowhere",
        "publish --type=a --severity=LOW --title=t --details={",
        "publish --type=a --severity=LOW --title=t --details={}{}",
        "publish --type=a --severity=LOW --title=t --wait=0",
        "publish --file=/nowhere --file=/nowhere",
        "publish --batch=/nowhere",
        "publish --batch=- --file=-",
        "publish --batch=- --type=a",
        "publish --batch=- --wait",
        "publish --batch=- --batch-size=501",
        "publish --batch=- --batch-size=0",
        "types get",
        "types get a//b",
        "types register a --schema=-",
        "types register a 1",
        "types register a one --schema=-",
        "types register a 1 --schema=/nowhere",
        "types deprecate a",
        "tenant --schema-mode=sometimes",
        "tenant --schema-mode=unknown",
        "keys rotate",
        "keys revoke",
        "subscribe --type=a",
        "redrive",
        "redrive --all dlv_1",
        "redrive dlv_1 --type=a",
        "redrive --all --yes",
        "discard --reason=r",
        "discard dlv_1",
        "operations --cancel",
        "cancel",
        "retry-now",
        "subscriptions --pause",
        "subscriptions sub_1 --pause --delete",
        "events --limit=0",
        "events --since=yesterday",
        "events --url=ftp://a",
        "nonsense"
      })
  void whatIsNotUnderstoodSendsNothing(String command) {
    Ran ran = terminal.run(command.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).isNotBlank().doesNotContain("\tat ");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void whereNobodyAnswersItSaysSo() {
    String url = server.url("/").toString();
    server.close();
    Ran ran = terminal.run("events", "--url", url);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).startsWith("tocsin: No answer from ").doesNotContain("the-key", "\tat ");
  }

  @Test
  void findsTheDevThatRunsHereAndKeepsItsKeyToIt() throws Exception {
    TestTerminal here = new TestTerminal(Map.of("TOCSIN_HOME", folder.toString()));
    assertThat(here.run("events").code()).as("none runs").isEqualTo(3);

    Files.writeString(folder.resolve("dev-key"), "devs-key\n");
    Files.writeString(folder.resolve("connection.properties"), "TOCSIN_PORT=" + server.getPort());
    answer(200, "{\"items\":[],\"next\":null}");
    assertThat(here.run("events").out()).isEqualTo("None.\n");
    assertThat(server.takeRequest().getHeaders().get("x-api-key")).isEqualTo("devs-key");

    Ran elsewhere = here.run("events", "--url", server.url("/").toString());
    assertThat(elsewhere.code()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("TOCSIN_API_KEY");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aLookForTheDevMakesNoFolder() {
    Path home = folder.resolve("nothing-here");
    new TestTerminal(Map.of("TOCSIN_HOME", home.toString())).run("events");
    assertThat(home).doesNotExist();
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(terminal.run("completion").out())
        .contains("complete -F _complete_tocsin", "dead-letters", "--severity");
  }

  @Test
  void everyClientCommandTellsItsExitCodes() {
    for (String command :
        List.of(
            "publish",
            "subscribe",
            "subscriptions",
            "types",
            "tenant",
            "events",
            "deliveries",
            "dead-letters",
            "redrive",
            "retry-now",
            "cancel")) {
      assertThat(terminal.run(command, "--help").out())
          .as(command)
          .contains("Exit codes:", "3   the server cannot be reached");
      assertThat(terminal.run("help").out()).contains("  " + command + " ");
    }
  }

  @Test
  void subscribesWithEverythingThatTheServerTakes() throws Exception {
    answer(201, "{\"subscriptionId\":\"sub_1\",\"status\":\"active\",\"message\":\"m\"}");
    terminal.run(
        "subscribe",
        "--pattern={\"severity\":[\"HIGH\"]}",
        "--channel=webhook",
        "--target=https://a.b/c",
        "--format=tocsin",
        "--signatures=v1,v1a",
        "--transform={\"inputTemplate\":\"<aws.events.event.json>\"}",
        "--per-second=0.5");

    assertThat(server.takeRequest().getBody().utf8())
        .isEqualTo(
            """
            {"channel":"WEBHOOK","target":"https://a.b/c",\
            "pattern":{"severity":["HIGH"]},"format":"tocsin","signatures":["v1","v1a"],\
            "transform":{"inputTemplate":"<aws.events.event.json>"},"limits":{"perSecond":0.5}}""");
  }

  private static String page(int... numbers) {
    StringBuilder items = new StringBuilder();
    for (int number : numbers) {
      String name = "long".repeat(20);
      items.append(items.isEmpty() ? "" : ",").append(DEAD.formatted(number, name, name));
    }
    return "{\"items\":[" + items + "],\"next\":null}";
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }
}
