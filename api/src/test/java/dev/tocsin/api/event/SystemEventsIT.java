package dev.tocsin.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.eventtype.EventSchema;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.systemevent.SystemEventType;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tocsin's own events: nobody else's, documented, and told where a plan refuses. */
class SystemEventsIT {
  private static final Instant NOW = Instant.parse("2030-11-30T23:40:00Z");
  private static final String EVENT = "{\"eventType\":\"a\",\"severity\":\"LOW\",\"title\":\"t\"}";
  private static final double ONE_AN_HOUR = 1 / 3600d;

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;
  private static StartedApi other;

  private String tenant;
  private ApiKeySecret key;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    api = new StartedApi(database.config(), temporal.getWorkflowClient(), clock);
    other = new StartedApi(database.config(), temporal.getWorkflowClient(), clock);
  }

  @AfterAll
  static void stop() {
    api.close();
    other.close();
    temporal.close();
    database.close();
  }

  @BeforeEach
  void aTenantOfItsOwn() {
    tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    key = StartedApi.key(database.database(), tenant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"tocsin.delivery.dead_lettered\",\"severity\":\"LOW\",\"title\":\"t\"}",
        "{\"eventType\":\"ToCsIn.mine\",\"severity\":\"LOW\",\"title\":\"t\"}",
        "{\"eventType\":\"TOCSIN.\",\"severity\":\"LOW\",\"title\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"Tocsin.x\"}",
        "{\"source\":\"tocsin\",\"detail-type\":\"tocsin.x\",\"detail\":{}}",
        "{\"detail-type\":\"tocsin.x\",\"detail\":{\"metadata\":{\"version\":1,"
            + "\"id\":\"6f9619ff-8b86-4011-b42d-00cf4fc964ff\",\"domain\":\"d\","
            + "\"source\":\"s\",\"type\":\"t\",\"created\":\"2026-01-31T12:00:00Z\","
            + "\"correlationId\":\"6f9619ff-8b86-4011-b42d-00cf4fc964ff\"},\"data\":{}}}"
      })
  void nobodyElseReportsThem(String event) {
    Answer refused = api.post(key, "/events", event);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").path(0).asText())
        .contains("must not begin with tocsin.", "use another name");

    JsonNode batch = api.post(key, "/events/batch", "[" + event + "," + EVENT + "]").body();
    assertThat(batch.path("results").path(0).path("status").asInt()).isEqualTo(400);
    assertThat(batch.path("results").path(1).path("status").asInt()).isEqualTo(202);
    assertThat(types(key)).containsExactly("a");
  }

  @Test
  void noCloudEventInBinaryModeReportsThemEither() {
    Answer refused =
        api.send(
            api.request(key, "/events")
                .header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/a")
                .header("ce-type", "tocsin.x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(types(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tocsin", "tocsins.x", "x.tocsin.y"})
  void namesThatOnlyLookLikeThemAreTaken(String type) {
    assertThat(api.post(key, "/events", EVENT.replace("\"a\"", "\"" + type + "\"")).status())
        .isEqualTo(202);
  }

  @Test
  void nobodyRegistersOrDeprecatesTheirTypes() {
    for (String name : List.of("tocsin.mine", "Tocsin.delivery.dead_lettered")) {
      String version = "/event-types/" + name + "/versions/1";
      Answer refused = api.method(key, "PUT", version, "{\"schema\":{}}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body().path("details").path(0).asText()).contains("Tocsin's own");
      assertThat(api.post(key, version + "/deprecate", "").status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsDocumentedWithASchemaThatItsExampleFits(SystemEventType type) {
    JsonNode version = api.get(key, "/event-types/" + type.type() + "/versions/1").body();
    assertThat(version.path("description").asText()).isNotEmpty();
    EventSchema schema = EventSchema.of(new JsonText(version.path("schema").toString()));
    assertThat(schema.violations(new JsonText(version.path("example").toString()))).isEmpty();
    assertThat(EventSchema.faultsOf(new JsonText(version.path("schema").toString()))).isEmpty();
    assertThat(api.get(key, "/event-types/" + type.type()).body().path("versions")).hasSize(1);
    assertThat(api.get(key, "/event-types/" + type.type() + "/versions/2").status()).isEqualTo(404);
    assertThat(page("/catalog/" + type.type()))
        .contains(version.path("description").asText().replace("'", "&#39;").substring(0, 20))
        .contains("Tocsin itself publishes these events")
        .doesNotContain("no contract");
    assertThat(page("/catalog?q=" + type.type())).contains("/catalog/" + type.type());
  }

  @Test
  void theyAreListedAmongTheTenantsOwnPageByPage() {
    List<String> own = List.of("alpha", "tango", "zulu");
    own.forEach(
        name -> api.method(key, "PUT", "/event-types/" + name + "/versions/1", "{\"schema\":{}}"));
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(key, "/event-types?limit=2" + cursor).body();
      assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
      page.path("items").forEach(item -> listed.add(item.path("name").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    List<String> all = new ArrayList<>(own);
    all.addAll(Arrays.stream(SystemEventType.values()).map(SystemEventType::type).toList());

    assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
    assertThat(api.get(key, "/event-types?owner=tocsin").body().path("items"))
        .hasSize(SystemEventType.values().length);
    assertThat(page("/catalog?limit=4")).contains("alpha", "tocsin.alarm", "after=");
    assertThat(page("/catalog?after=tango")).contains("tocsin.quota.exceeded", "zulu");
  }

  @Test
  void aPlanThatRefusesIsToldOnceForAKeysLimitAndPeriod() throws Exception {
    ApiKeySecret quota = limited(new Plan(null, null, 1L));
    ApiKeySecret rate = limited(new Plan(ONE_AN_HOUR, 1, null));
    for (ApiKeySecret each : List.of(quota, rate)) {
      assertThat(api.post(each, "/events", EVENT).status()).isEqualTo(202);
      for (int i = 0; i < 5; i++) {
        assertThat(api.post(each, "/events", EVENT).status()).isEqualTo(429);
        assertThat(other.post(each, "/events", EVENT).status()).isEqualTo(429);
      }
    }

    JsonNode told = api.get(key, "/events?eventType=tocsin.quota.exceeded").body().path("items");
    assertThat(told).hasSize(2);
    List<String> details = new ArrayList<>();
    for (JsonNode event : told) {
      assertThat(event.path("source").asText()).isEqualTo("tocsin");
      assertThat(event.path("severity").asText()).isEqualTo("MEDIUM");
      assertThat(event.path("title").asText()).startsWith("Requests of the API key limited are");
      JsonNode shown = api.get(key, "/events/" + event.path("eventId").asText()).body();
      fits(SystemEventType.QUOTA_EXCEEDED, shown.path("details"));
      details.add(shown.path("details").path("limit").asText());
      details.add(shown.path("details").path("period").asText());
    }
    assertThat(details)
        .containsExactlyInAnyOrder(
            "monthlyQuota", "2030-11", "ratePerSecond", "2030-11-30T23:00:00Z");
  }

  @Test
  void aTenantDecidesWhenTheAlarmIsRaised() {
    JsonNode before = api.get(key, "/admin/tenant").body();
    assertThat(before.path("alarmDeadLetters").asInt()).isEqualTo(10);
    assertThat(before.path("alarmMinutes").asInt()).isEqualTo(5);

    Answer changed = api.method(key, "PUT", "/admin/tenant", "{\"alarmDeadLetters\":0}");
    assertThat(changed.body().path("alarmDeadLetters").asInt()).isZero();
    assertThat(changed.body().path("alarmMinutes").asInt()).isEqualTo(5);
    for (String bad :
        List.of(
            "{\"alarmDeadLetters\":1001}",
            "{\"alarmDeadLetters\":-1}",
            "{\"alarmDeadLetters\":\"3\"}",
            "{\"alarmMinutes\":0}",
            "{\"alarmMinutes\":1.5}",
            "{\"alarmMinutes\":99999999999}")) {
      Answer refused = api.method(key, "PUT", "/admin/tenant", bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.body().path("details").path(0).asText()).contains("whole number from");
    }
    assertThat(api.get(key, "/admin/tenant").body()).isEqualTo(changed.body());
  }

  private static void fits(SystemEventType type, JsonNode details) {
    JsonNode version =
        api.get(
                StartedApi.key(database.database(), "default"),
                "/event-types/" + type.type() + "/versions/1")
            .body();
    EventSchema schema = EventSchema.of(new JsonText(version.path("schema").toString()));
    assertThat(schema.violations(new JsonText(details.toString()))).isEmpty();
  }

  private ApiKeySecret limited(Plan plan) {
    return StartedApi.key(
        database.database(), new NewApiKey(tenant, "limited", Set.of(Role.PUBLISH), plan, null));
  }

  private List<String> types(ApiKeySecret asked) {
    List<String> types = new ArrayList<>();
    api.get(asked, "/events")
        .body()
        .path("items")
        .forEach(event -> types.add(event.path("eventType").asText()));
    return types.stream().distinct().toList();
  }

  private String page(String path) {
    try {
      HttpResponse<String> page =
          HttpClient.newHttpClient()
              .send(api.request(key, path).GET().build(), HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      return page.body();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
