package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.standalone.TestTerminal.Ran;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code types}, {@code tenant} and the {@code keys} of the API. */
class AdminCommandTest {
  private static final String ID = "key_01M7ZJVF8FQYNKGCW993HXHHM0";
  private static final String KEY =
      """
      {"keyId":"key_01M7ZJVF8FQYNKGCW993HXHHM0","name":"the shop",
       "roles":["publish","subscribe","operate"],
       "plan":{"ratePerSecond":10.0,"burst":20,"monthlyQuota":100000},"state":"revoked",
       "createdAt":"2030-11-21T12:19:02.831Z","expiresAt":"2031-01-01T00:00:00Z",
       "revokedAt":null,"replacedBy":"key_01M7ZJVF8FQYNKGCW993HXHHM1"}""";

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
  void listsTypesInEightyColumns() {
    String type =
        """
        {"name":"%s","newestVersion":12,"owner":"%s","domain":null,
         "createdAt":"2026-01-31T12:00:00.000Z"}"""
            .formatted("a".repeat(255), "o".repeat(255));
    answer(200, "{\"items\":[" + type + "],\"next\":null}");
    Ran ran = terminal.run("types", "--owner=o");

    assertThat(ran.out().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(sent()).isEqualTo("GET /event-types?owner=o&limit=50 ");

    answer(200, "{\"items\":[" + type + "],\"next\":null}");
    assertThat(terminal.run("types", "--wide").out())
        .contains("a".repeat(255), "o".repeat(255), "2026-01-31T12:00:00Z");
  }

  @Test
  void keepsTheListOfSuppressedAddresses() {
    String entry =
        """
        {"address":"jane@example.com","reason":"BOUNCE","source":"arn:aws:sns:x",
         "detail":"smtp; 550 user unknown","messageId":"m","createdAt":"2026-01-31T12:00:00Z"}""";
    answer(200, "{\"items\":[" + entry + "],\"next\":null}");
    assertThat(terminal.run("suppressions", "list").out())
        .contains("BOUNCE", "jane@example.com", "\n  smtp; 550 user unknown\n");
    assertThat(sent()).isEqualTo("GET /suppressions?limit=50 ");

    answer(200, entry);
    assertThat(terminal.run("suppressions", "add", "Jane@example.com", "--detail=left").out())
        .isEqualTo("jane@example.com gets no mails (BOUNCE)\n");
    assertThat(sent())
        .isEqualTo("POST /suppressions {\"address\":\"Jane@example.com\",\"detail\":\"left\"}");

    answer(204, "");
    assertThat(terminal.run("suppressions", "remove", "jane@example.com").out())
        .isEqualTo("jane@example.com gets mails again\n");
    assertThat(sent()).isEqualTo("DELETE /suppressions/jane@example.com ");
    assertThat(terminal.run("suppressions").code()).isEqualTo(2);
  }

  @Test
  void registersWhatFilesHold() {
    answer(201, "{\"name\":\"order.paid\",\"version\":2,\"forced\":true}");
    Ran ran =
        terminal
            .withInput("{\"type\":\"object\",\"maximum\":1.50}")
            .run(
                "types",
                "register",
                "order.paid",
                "2",
                "--schema=-",
                "--description=d",
                "--owner=o",
                "--domain=s",
                "--force");

    assertThat(ran.out()).isEqualTo("order.paid version 2 is registered, forced\n");
    assertThat(sent())
        .isEqualTo(
            """
            PUT /event-types/order.paid/versions/2?force=true {"schema":{"type":"object",\
            "maximum":1.50},"description":"d","owner":"o","domain":"s"}""");
  }

  @Test
  void tellsWhatIsNotCompatible() {
    answer(
        409,
        """
        {"type":"urn:tocsin:problem:incompatible-schema","title":"Incompatible schema",
         "status":409,"detail":"Not compatible with version 1","incompatibilities":
         [{"pointer":"/type","keyword":"type","message":"string was no type"}]}""");
    Ran ran = terminal.withInput("{}").run("types", "register", "a", "2", "--schema=-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            """
            tocsin: 409 Incompatible schema: Not compatible with version 1
              /type: string was no type
              To register it nevertheless: --force
            """);
  }

  @Test
  void showsATypeAndAVersion() {
    answer(
        200,
        """
        {"name":"a","newestVersion":1,"createdAt":"2026-01-31T12:00:00.000Z","versions":[
         {"version":1,"description":"d\\u001bd","forced":true,"createdBy":"%s",
          "createdAt":"2026-01-31T12:00:00.000Z","deprecatedAt":"2026-01-31T12:00:00.000Z"}]}"""
            .formatted(ID));
    assertThat(terminal.run("types", "get", "a").out())
        .isEqualTo(
            """
            a
            VERSION  CREATED      BY                              STATE
            1        01-31 12:00  %s  deprecated, forced
              d d
            """
                .formatted(ID));

    answer(200, "{\"name\":\"a\",\"version\":1,\"schema\":{\"maximum\":1.50}}");
    assertThat(terminal.run("types", "get", "a", "--version=1", "--json").out())
        .isEqualTo("{\"name\":\"a\",\"version\":1,\"schema\":{\"maximum\":1.50}}\n");
    answer(200, "{\"name\":\"a\",\"version\":1}");
    assertThat(terminal.run("types", "deprecate", "a", "1").out())
        .isEqualTo("a version 1 is deprecated\n");
  }

  @Test
  void changesTheTenant() {
    answer(
        200,
        """
        {"tenant":"shop","schemaMode":"known","defaultSeverity":"HIGH","alarmDeadLetters":50,
        "alarmMinutes":15}""");
    Ran ran =
        terminal.run(
            "tenant",
            "--schema-mode=known",
            "--default-severity=high",
            "--alarm-dead-letters=50",
            "--alarm-minutes=15");

    assertThat(ran.out())
        .isEqualTo(
            """
            tenant            shop
            schema mode       known
            default severity  HIGH
            alarm             50 dead letters in 15 minutes
            """);
    assertThat(sent())
        .isEqualTo(
            """
            PUT /admin/tenant {"schemaMode":"known","defaultSeverity":"HIGH","alarmDeadLetters":50,\
            "alarmMinutes":15}""");
  }

  @Test
  void listsKeysInEightyColumns() {
    answer(200, "{\"items\":[" + KEY + "],\"next\":null}");
    assertThat(terminal.run("keys", "list").out())
        .isEqualTo(
            """
            KEY                             STATE    EXPIRES     ROLES
            %s  revoked  2031-01-01  publish,subscribe,operate
              the shop (10.0/s, 20 at once, 100000 a month)
              replaced by key_01M7ZJVF8FQYNKGCW993HXHHM1
            """
                .formatted(ID));
  }

  @Test
  void theNewKeyAloneGoesToTheStandardOutput() {
    answer(201, "{\"key\":\"tocsin_s3cret\",\"keyId\":\"key_2\"}");
    Ran ran = terminal.run("keys", "rotate", ID, "--overlap=0");

    assertThat(ran.out()).isEqualTo("tocsin_s3cret\n");
    assertThat(ran.err()).isEqualTo("key_2 takes the place of " + ID + "\n");
    assertThat(sent()).isEqualTo("POST /admin/keys/" + ID + "/rotate {\"overlapSeconds\":0}");
  }

  @Test
  void revokesAKey() {
    answer(204, "");
    assertThat(terminal.run("keys", "revoke", ID).out()).isEqualTo(ID + " is revoked\n");
    assertThat(sent()).isEqualTo("DELETE /admin/keys/" + ID + " ");
  }

  @Test
  void aMissingRoleIsNotToldAsAnUnknownKey() {
    answer(
        403,
        """
        {"type":"urn:tocsin:problem:role-missing","title":"Forbidden","status":403,
         "detail":"The key needs the role admin"}""");
    assertThat(terminal.run("keys", "list").err())
        .isEqualTo("tocsin: 403 Forbidden: The key needs the role admin\n");
  }

  private void answer(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private String sent() {
    try {
      RecordedRequest request = server.takeRequest();
      String body = request.getBody() == null ? "" : request.getBody().utf8();
      return request.getMethod() + " " + request.getTarget() + " " + body;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
