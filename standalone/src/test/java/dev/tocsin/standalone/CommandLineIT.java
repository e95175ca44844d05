package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.TestTerminal.Ran;
import dev.tocsin.standalone.dev.LocalTocsin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands against what {@code ./tocsin dev} runs: docs/cli.md is followed word by word, and
 * must show what the commands print, but for ids of subscriptions and deliveries, times and
 * durations; a line {@code …} stands for any lines.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String RECEIVER = "127.0.0.1:9000";

  @TempDir static Path home;
  private static LocalTocsin tocsin;
  private static TestTerminal terminal;

  @BeforeAll
  static void start() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    List.of("DATABASE_URL", "TEMPORAL_ADDRESS", "SES_ENDPOINT", "AWS_REGION", "AWS_PROFILE")
        .forEach(environment::remove);
    environment.put("TOCSIN_HOME", home.toString());
    for (String port :
        List.of("TOCSIN_PORT", "TOCSIN_ADMIN_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT")) {
      environment.put(port, "0");
    }
    tocsin = LocalTocsin.start(environment, line -> {});
    terminal = new TestTerminal(Map.of("TOCSIN_HOME", home.toString()));
  }

  @AfterAll
  static void stop() {
    tocsin.close();
  }

  /** A command of the page and what it shows. */
  private record Step(String command, List<String> output) {}

  /** First, as a newcomer's Tocsin is empty. */
  @Test
  @Order(1)
  void thePageForNewcomersIsTrue() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (MockWebServer receiver = new MockWebServer()) {
      int code = 0;
      for (Step step : steps(Files.readString(Path.of("../docs/cli.md")))) {
        if (step.command().equals("echo $?")) {
          assertThat(List.of(Integer.toString(code))).isEqualTo(step.output());
          continue;
        }
        if (step.command().startsWith("./tocsin redrive")) {
          receiver.enqueue(new MockResponse.Builder().code(204).build());
          receiver.start(InetAddress.getLoopbackAddress(), port);
        }
        code = follow(step, "127.0.0.1:" + port);
      }
      assertThat(receiver.getRequestCount()).isEqualTo(1);
    }
  }

  private static int follow(Step step, String receiver) {
    List<String> words = words(inModule(step.command()).replace(RECEIVER, receiver));
    assertThat(words.get(0)).isEqualTo("./tocsin");
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    Pattern expected = expected(step.output());
    if (List.of("events", "deliveries", "dead-letters").contains(arguments[0])) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(plain(terminal.run(arguments).out(), receiver))
                      .as(step.command())
                      .matches(expected));
      return 0;
    }
    Ran ran = terminal.run(arguments);
    String shown = plain(ran.err() + ran.out(), receiver); // a terminal shows both
    assertThat(shown).as(step.command()).matches(expected);
    return ran.code();
  }

  /** The page is read in the repository's folder. */
  private static String inModule(String command) {
    return command.replaceAll("(?<= )examples/", "../examples/");
  }

  private static List<Step> steps(String page) {
    List<Step> steps = new ArrayList<>();
    boolean console = false;
    for (String line : page.replaceAll("\\\\\n *", "").lines().toList()) {
      if (line.startsWith("```")) {
        console = line.equals("```console");
      } else if (console && line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (console) {
        steps.get(steps.size() - 1).output().add(line);
      }
    }
    assertThat(steps).hasSizeGreaterThan(10);
    return steps;
  }

  private static Pattern expected(List<String> lines) {
    StringBuilder regex = new StringBuilder();
    for (String line : lines) {
      regex.append(line.equals("…") ? "(?:.*\n)*?" : Pattern.quote(plain(line, RECEIVER)) + "\n");
    }
    return Pattern.compile(regex.toString());
  }

  /** Without what differs from run to run; the ids of events follow from those of publishers. */
  private static String plain(String output, String receiver) {
    return output
        .replace(receiver, RECEIVER)
        .replace("../examples/", "examples/")
        .replaceAll("\\b(sub|dlv|key|blk)_[0-9A-Z]{26}\\b", "$1_ID")
        .replaceAll("whsec_[A-Za-z0-9+/=]+", "whsec_SECRET")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("\\d\\d-\\d\\d \\d\\d:\\d\\d", "TIME")
        .replaceAll("\\d+ ms", "N ms")
        .replaceAll(" +(?=\n)", "")
        // Columns are as wide as what they hold.
        .replaceAll("(?<=\\S) {2,}", "  ");
  }

  /** As a shell parts them. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)").matcher(command);
    while (matcher.find()) {
      for (int i = 1; i <= 3; i++) {
        if (matcher.group(i) != null) {
          words.add(matcher.group(i));
        }
      }
    }
    return words;
  }

  @Test
  void aSubscriptionIsPausedResumedAndDeleted() {
    Ran made =
        terminal.run(
            "subscribe",
            "--pattern",
            "{\"severity\":[\"LOW\"],\"detail-type\":[\"kept\"]}",
            "--channel",
            "email",
            "--target",
            "a@example.com",
            "--json");
    assertThat(made.code()).as(made.err()).isZero();
    String id = made.json().path("subscriptionId").asText();

    assertThat(terminal.run("subscriptions", id, "--pause").out()).isEqualTo(id + " is paused\n");
    assertThat(terminal.run("subscriptions", "--active=false").out())
        .contains(id + "  paused  EMAIL    LOW and above, pattern\n  a@example.com\n");
    assertThat(terminal.run("subscriptions", id, "--resume").out()).isEqualTo(id + " is active\n");
    assertThat(terminal.run("subscriptions", id).json().path("target").asText())
        .isEqualTo("a@example.com");
    assertThat(terminal.run("subscriptions", id, "--delete").out()).isEqualTo(id + " is deleted\n");
    assertThat(terminal.run("subscriptions", id).code()).isEqualTo(1);
  }

  @Test
  void aWebhooksSecretIsShownAndReplaced() {
    Ran made =
        terminal.run(
            "subscribe",
            "--type",
            "signed",
            "--severity",
            "LOW",
            "--channel",
            "WEBHOOK",
            "--target",
            "https://hooks.example.com/in");
    assertThat(made.out()).matches("sub_\\w+ is active\nSigned by whsec_[A-Za-z0-9+/]+=\n");
    String id = made.out().substring(0, made.out().indexOf(' '));
    String secret = made.out().substring(made.out().indexOf("whsec_")).strip();

    assertThat(terminal.run("subscriptions", id, "--secret").json().path("secret").asText())
        .isEqualTo(secret);
    JsonNode rotated = terminal.run("subscriptions", id, "--rotate-secret").json();
    assertThat(rotated.path("secret").asText()).startsWith("whsec_").isNotEqualTo(secret);
    assertThat(rotated.path("previousUntil").isTextual()).isTrue();
    assertThat(terminal.run("subscriptions", id).out()).doesNotContain("whsec_");
  }

  @Test
  void aDeliveryIsTriedNowAndCalledOff() throws Exception {
    try (MockWebServer receiver = new MockWebServer()) {
      for (int i = 0; i < 2; i++) {
        receiver.enqueue(new MockResponse.Builder().code(503).build());
      }
      receiver.start();
      terminal.run(
          "subscribe",
          "--type",
          "tried",
          "--severity",
          "LOW",
          "--channel",
          "WEBHOOK",
          "--target",
          receiver.url("/").toString(),
          "--retry",
          "3600,3600",
          "--timeout",
          "5");
      Ran published =
          terminal.run(
              "publish", "--type", "tried", "--severity", "low", "--title", "t", "--wait=1");
      assertThat(published.code()).isEqualTo(1);
      assertThat(published.out()).contains("Not settled yet: ./tocsin events evt_");

      String id = waiting("tried", 1);
      assertThat(terminal.run("retry-now", id).code()).isZero();
      assertThat(waiting("tried", 2)).isEqualTo(id);
      assertThat(terminal.run("cancel", id, "dlv_unknown").code()).isEqualTo(1);
      Ran again = terminal.run("cancel", id);
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err())
          .isEqualTo("tocsin: " + id + ": 409 Conflict: It is settled: CANCELLED\n");
    }
  }

  private static String waiting(String type, int attempts) {
    return await()
        .atMost(LONG)
        .until(
            () -> terminal.run("deliveries", "--type", type, "--status", "RETRYING", "--json"),
            ran -> !ran.out().isEmpty() && ran.json().path("attemptsMade").asInt() == attempts)
        .json()
        .path("deliveryId")
        .asText();
  }

  @Test
  void everyFormIsPublishedAsItIs() {
    Ran ran =
        terminal.run(
            "publish",
            "--file=../examples/envelopes/simple.json",
            "--file=../examples/envelopes/cloudevent.json",
            "--file=../examples/envelopes/eventbridge.json",
            "--file=../examples/envelopes/domain.json");

    assertThat(ran.code()).as(ran.err()).isZero();
    String correlation = "0f0e7d1c-6a1f-4d5e-8a52-b7c1f0a4d9e3";
    assertThat(terminal.run("events", "--correlation", correlation).out())
        .contains("order.shipped")
        .hasLineCount(4);
  }

  @Test
  void keysAreListedRotatedAndRevoked() {
    String id = terminal.run("keys", "list", "--json", "--limit=1").json().path("keyId").asText();
    Ran rotated = terminal.run("keys", "rotate", id);
    assertThat(rotated.code()).as(rotated.err()).isZero();
    String secret = rotated.out().strip();
    assertThat(secret).startsWith("tocsin_");
    assertThat(terminal.run("keys", "list").out()).contains(id, "replaced by key_");

    String successor = rotated.err().split(" ")[0];
    assertThat(terminal.run("keys", "revoke", successor).code()).isZero();
    assertThat(terminal.run("tenant", "--url", tocsin.url(), "--key", secret).err())
        .startsWith("tocsin: 403 Forbidden\n");
  }

  @Test
  void aRefusedEventIsToldInLines() {
    Ran ran = terminal.withInput("{\"title\":\"t\",\"severity\":\"X\"}").run("publish", "--file=-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            tocsin: 400 Validation failed
              eventType is required and must be a string
              severity must be one of: LOW, MEDIUM, HIGH, CRITICAL
            """);
  }

  @Test
  void aWrongKeyIsTold() {
    Ran ran = terminal.run("events", "--url", tocsin.url(), "--key", "wrong");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("tocsin: 403 Forbidden\n").doesNotContain("wrong");
  }
}
