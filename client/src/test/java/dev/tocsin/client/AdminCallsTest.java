package dev.tocsin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event types, keys and the tenant, in the answers of docs/event-types.md and docs/api.md. */
class AdminCallsTest {
  private static final String VERSION =
      """
      {"name":"order.paid","version":2,"schema":{"type":"object","maximum":1.50},
       "description":null,"example":null,"owner":"payments","domain":"shop","forced":true,
       "createdAt":"2026-01-31T12:00:00.000Z","createdBy":"key_1","deprecatedAt":null}""";
  private static final String KEY =
      """
      {"key":"tocsin_s3cret","keyId":"key_1","name":"order service","roles":["publish","fly"],
       "plan":{"ratePerSecond":10.0,"burst":20,"monthlyQuota":null},"state":"active",
       "createdAt":"2030-11-21T12:19:02.831Z","expiresAt":null,"revokedAt":null,
       "replacedBy":null}""";

  private TestServer tocsin;
  private TocsinAdmin admin;
  private int seen;

  @BeforeEach
  void start() throws Exception {
    tocsin = new TestServer(RetryPolicy.standard());
    admin = tocsin.client.admin();
  }

  @AfterEach
  void stop() {
    tocsin.close();
  }

  @Test
  void registersAVersionAgainAfterAPassingFault() {
    tocsin.answer(503, "{}");
    tocsin.answer(201, VERSION);

    NewTypeVersion draft =
        NewTypeVersion.of(Map.of("type", "object"))
            .withDescription("d")
            .withExample(Map.of())
            .withOwner("payments")
            .withDomain("shop");
    EventTypeVersion version = admin.registerType("order.paid", 2, draft);

    assertThat(version.schema().toString()).isEqualTo("{\"type\":\"object\",\"maximum\":1.50}");
    assertThat(version.example()).isNull();
    assertThat(version.forced()).isTrue();
    assertThat(sent())
        .isEqualTo(
            """
            PUT /base/event-types/order.paid/versions/2 {"schema":{"type":"object"},\
            "description":"d","example":{},"owner":"payments","domain":"shop"}""");
  }

  @Test
  void forceIsAskedForByName() {
    tocsin.answer(201, VERSION);
    admin.forceType("order.paid", 2, NewTypeVersion.of(Map.of()));
    assertThat(sent()).startsWith("PUT /base/event-types/order.paid/versions/2?force=true {");
  }

  @Test
  void whatIsIncompatibleIsTypedAndIsInTheMessage() {
    tocsin.answer(
        409,
        """
        {"type":"urn:tocsin:problem:incompatible-schema","title":"Incompatible schema",
         "status":409,"detail":"Not compatible with version 1","incompatibilities":
         [{"pointer":"/properties/order/type","keyword":"type","message":"string was no type"}]}""");

    TocsinException failure =
        catchThrowableOfType(
            TocsinException.class,
            () -> admin.registerType("order.paid", 2, NewTypeVersion.of(Map.of())));

    assertThat(failure.incompatibilities())
        .containsExactly(new Violation("/properties/order/type", "type", "string was no type"));
    assertThat(failure)
        .hasMessage(
            "409 Incompatible schema: Not compatible with version 1;"
                + " /properties/order/type: string was no type");
    assertThat(failure.violations()).isEmpty();
  }

  @Test
  void showsListsAndDeprecatesTypes() {
    tocsin.answer(
        200,
        """
        {"name":"a/b","newestVersion":1,"owner":null,"domain":"shop",
         "createdAt":"2026-01-31T12:00:00.000Z","versions":[{"version":1,"forced":false,
         "createdAt":"2026-01-31T12:00:00.000Z","createdBy":"key_1"}]}""");
    assertThat(admin.type("a/b").versions().get(0).version()).isEqualTo(1);
    assertThat(sent()).isEqualTo("GET /base/event-types/a/b ");

    tocsin.answer(200, "{\"items\":[{\"name\":\"a\",\"newestVersion\":3}],\"next\":null}");
    assertThat(admin.types(EventTypeQuery.all().withDomain("shop").withOwner("p")))
        .extracting(EventType::newestVersion)
        .containsExactly(3);
    assertThat(sent()).isEqualTo("GET /base/event-types?domain=shop&owner=p ");

    tocsin.answer(200, VERSION);
    admin.typeVersion("a b", 2);
    assertThat(sent()).isEqualTo("GET /base/event-types/a%20b/versions/2 ");

    tocsin.answer(503, "{}");
    tocsin.answer(200, VERSION);
    admin.deprecateType("order.paid", 2);
    assertThat(sent()).isEqualTo("POST /base/event-types/order.paid/versions/2/deprecate ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a//b", "a/../b", "/a", "a/"})
  void aNameThatNoUrlCanHaveIsNotSent(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> admin.type(name));
    assertThat(tocsin.server.getRequestCount()).isZero();
  }

  @Test
  void makesAKeyOnceAndShowsItNowhere() {
    tocsin.answer(503, "{}");
    NewKey draft =
        NewKey.of("order service", Role.PUBLISH)
            .withPlan(new Plan(10.0, 20, null))
            .withExpiresAt(Instant.parse("2031-01-01T00:00:00Z"));
    TocsinException failure =
        catchThrowableOfType(TocsinException.class, () -> admin.createKey(draft));
    assertThat(failure.status()).isEqualTo(503);
    assertThat(sent())
        .isEqualTo(
            """
            POST /base/admin/keys {"name":"order service","roles":["publish"],\
            "expiresAt":"2031-01-01T00:00:00Z","plan":{"ratePerSecond":10.0,"burst":20}}""");

    tocsin.answer(201, KEY);
    ApiKey key = admin.createKey(draft);
    assertThat(key.key()).isEqualTo("tocsin_s3cret");
    assertThat(key.roles()).containsExactly(Role.PUBLISH, Role.UNKNOWN);
    assertThat(key.plan()).isEqualTo(new Plan(10.0, 20, null));
    assertThat(key.toString()).contains("key_1").doesNotContain("s3cret");
  }

  @Test
  void listsRotatesAndRevokesKeys() {
    tocsin.answer(200, "{\"items\":[" + KEY + "],\"next\":null}");
    assertThat(admin.keys().map(ApiKey::keyId)).containsExactly("key_1");
    assertThat(sent()).isEqualTo("GET /base/admin/keys ");

    tocsin.answer(200, KEY);
    assertThat(admin.key("key_1").state()).isEqualTo("active");
    assertThat(sent()).isEqualTo("GET /base/admin/keys/key_1 ");

    tocsin.answer(201, KEY);
    admin.rotateKey("key_1", new KeyRotation(60L, null));
    assertThat(sent()).isEqualTo("POST /base/admin/keys/key_1/rotate {\"overlapSeconds\":60}");

    tocsin.answer(503, "{}");
    assertThat(
            catchThrowableOfType(
                TocsinException.class, () -> admin.rotateKey("key_1", KeyRotation.standard())))
        .isNotNull();
    assertThat(sent()).isEqualTo("POST /base/admin/keys/key_1/rotate {}");

    tocsin.answer(503, "{}");
    tocsin.answer(204, "");
    admin.revokeKey("key_1");
    assertThat(sent()).isEqualTo("DELETE /base/admin/keys/key_1 ");
  }

  @Test
  void readsAndChangesTheTenant() {
    String settings =
        """
        {"tenant":"shop","schemaMode":"known","defaultSeverity":"HIGH","alarmDeadLetters":10,
        "alarmMinutes":5}""";
    tocsin.answer(200, settings);
    assertThat(admin.tenant())
        .isEqualTo(new TenantSettings("shop", SchemaMode.KNOWN, Severity.HIGH, 10, 5));
    assertThat(sent()).isEqualTo("GET /base/admin/tenant ");

    tocsin.answer(200, settings);
    admin.changeTenant(TenantChange.none().withSchemaMode(SchemaMode.STRICT));
    assertThat(sent()).isEqualTo("PUT /base/admin/tenant {\"schemaMode\":\"strict\"}");
  }

  @Test
  void eventsCarryAndFilterByCorrelationAndVersion() {
    tocsin.answer(202, "{\"eventId\":\"evt_1\"}");
    tocsin.client.publish(
        NewEvent.of("t", Severity.LOW, "t").withCorrelationId("c").withSchemaVersion(2));
    assertThat(sent()).endsWith("\"title\":\"t\",\"correlationId\":\"c\",\"schemaVersion\":2}");

    tocsin.answer(
        200,
        """
        {"items":[{"eventId":"evt_1","correlationId":"c","time":"2026-01-31T12:00:00.000Z",
         "schemaVersion":"2","source":"/shop","extensions":{"subject":"s"}}],"next":null}""");
    List<Event> events = tocsin.client.events(EventQuery.all().withCorrelationId("c")).toList();
    assertThat(events.get(0).correlationId()).isEqualTo("c");
    assertThat(events.get(0).extensions().toString()).isEqualTo("{\"subject\":\"s\"}");
    assertThat(sent()).isEqualTo("GET /base/events?correlationId=c ");

    tocsin.answer(201, "{\"subscriptionId\":\"sub_1\"}");
    tocsin.client.subscribe(
        NewSubscription.toType("t", Severity.LOW, "EMAIL", "a@example.com")
            .withSchemaVersions(List.of(1, 2)));
    assertThat(sent()).endsWith("\"schemaVersions\":[1,2]}");
  }

  /** The last request, in one line. */
  private String sent() {
    String sent = "";
    while (seen < tocsin.server.getRequestCount()) {
      RecordedRequest request = tocsin.request();
      seen++;
      String body = request.getBody() == null ? "" : request.getBody().utf8();
      sent = request.getMethod() + " " + request.getTarget() + " " + body;
    }
    return sent;
  }
}
