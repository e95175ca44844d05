package dev.tocsin.api.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event types over HTTP: registering them, and what they do to events. */
class EventTypeIT {
  private static final String ORDER =
      "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"},"
          + "\"note\":{\"type\":\"string\"}}}";
  private static final String STRICTER =
      "{\"type\":\"object\",\"required\":[\"id\",\"note\"],\"properties\":{"
          + "\"id\":{\"type\":\"integer\"},\"note\":{\"type\":\"string\"}}}";
  private static final String OTHER =
      "{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{\"type\":\"string\"}}}";

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;

  private ApiKeySecret key;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
    temporal = StartedApi.temporal();
    api = new StartedApi(database.config(), temporal.getWorkflowClient());
  }

  @AfterAll
  static void stop() {
    api.close();
    temporal.close();
    database.close();
  }

  @BeforeEach
  void aTenantOfItsOwn() {
    key = StartedApi.key(database.database(), "t-" + UUID.randomUUID().toString().substring(0, 8));
  }

  @Test
  void aVersionIsShownAsItWasRegistered() {
    String body =
        "{\"schema\":"
            + ORDER
            + ",\"description\":\"d\",\"example\":{\"id\":1.0},\"owner\":\"team\",\"domain\":\"shop\"}";
    Answer created = api.method(key, "PUT", "/event-types/Order.Paid/versions/1", body);
    assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
    assertThat(api.method(key, "PUT", "/event-types/order.paid/versions/1", body).status())
        .isEqualTo(200);

    JsonNode shown = api.get(key, "/event-types/order.paid/versions/1").body();
    assertThat(shown).isEqualTo(created.body());
    assertThat(shown.path("name").asText()).isEqualTo("order.paid");
    assertThat(shown.path("schema").toString()).isEqualTo(ORDER);
    assertThat(shown.path("example").toString()).isEqualTo("{\"id\":1.0}");
    assertThat(shown.path("forced").asBoolean()).isFalse();
    assertThat(shown.path("createdBy").asText()).startsWith("key_");

    JsonNode type = api.get(key, "/event-types/ORDER.PAID").body();
    assertThat(type.path("newestVersion").asInt()).isEqualTo(1);
    assertThat(type.path("versions").path(0).path("owner").asText()).isEqualTo("team");
    assertThat(api.get(key, "/event-types?domain=shop&owner=team").body().path("items")).hasSize(1);
    assertThat(api.get(key, "/event-types?domain=else").body().path("items")).isEmpty();
  }

  @Test
  void aVersionNeverChangesAndNoneIsLeftOut() {
    put("a/b", 1, ORDER, 201);
    Answer other = put("a/b", 1, STRICTER, 409);
    assertThat(other.body().path("detail").asText()).contains("other content");
    assertThat(put("a/b", 3, STRICTER, 409).body().path("detail").asText())
        .contains("next version of a/b is 2");
    put("a/b", 2, STRICTER, 201);
    put("a/b", 1, ORDER, 200);
    assertThat(api.get(key, "/event-types/a/b").body().path("versions")).hasSize(2);
  }

  @Test
  void typesBelongToTheirTenant() {
    put("mine", 1, ORDER, 201);
    ApiKeySecret stranger = StartedApi.key(database.database(), "types-stranger");
    for (String path :
        List.of("/event-types/mine", "/event-types/mine/versions/1", "/event-types/none")) {
      assertThat(api.get(stranger, path).status()).isEqualTo(404);
    }
    assertThat(api.post(stranger, "/event-types/mine/versions/1/deprecate", "").status())
        .isEqualTo(404);
    assertThat(api.get(stranger, "/event-types").body().path("items"))
        .allMatch(type -> type.path("name").asText().startsWith("tocsin."));
  }

  @Test
  void typesAreListedInPages() {
    for (int i = 0; i < 5; i++) {
      put("type-" + i, 1, ORDER, 201);
    }
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(key, "/event-types?limit=2" + cursor).body();
      page.path("items").forEach(item -> names.add(item.path("name").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(names)
        .filteredOn(name -> !name.startsWith("tocsin."))
        .containsExactlyInAnyOrder("type-0", "type-1", "type-2", "type-3", "type-4");
  }

  @Test
  void anIncompatibleVersionIsRefusedUnlessForced() {
    put("order", 1, ORDER, 201);
    Answer refused = put("order", 2, OTHER, 409);
    assertThat(refused.body().path("incompatibilities").findValuesAsText("pointer"))
        .contains("/required", "/properties/id/type", "/properties/note/type");

    Answer forced =
        api.method(
            key, "PUT", "/event-types/order/versions/2?force=true", "{\"schema\":" + OTHER + "}");
    assertThat(forced.status()).isEqualTo(201);
    assertThat(forced.body().path("forced").asBoolean()).isTrue();
    assertThat(forced.body().path("createdBy").asText()).startsWith("key_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\":{\"a\":{\"type\":\"text\"}}}|/schema/properties/a/type",
        "{\"properties\":{\"a\":{\"$ref\":\"https://example.com/a\"}}}|/schema/properties/a/$ref",
        "{\"$ref\":\"file:///etc/passwd\"}|/schema/$ref",
        "{\"properties\":{\"a\":{\"pattern\":\"(?=x)y\"}}}|/schema/properties/a/pattern",
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}|/schema/$schema"
      })
  void aSchemaThatIsNotTakenIsToldWhere(String schemaAndPointer) {
    String[] parts = schemaAndPointer.split("\\|");
    Answer refused = put("bad", 1, parts[0], 400);
    assertThat(refused.body().path("error").asText()).isEqualTo("Validation failed");
    assertThat(refused.body().path("details").path(0).asText()).startsWith(parts[1].substring(1));
    assertThat("/schema" + refused.body().path("violations").path(0).path("pointer").asText())
        .isEqualTo(parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"schema\":true}",
        "{\"schema\":{},\"example\":1}",
        "{\"schema\":{},\"owner\":\"\"}",
        "{\"schema\":{},\"description\":\"\\u0000\"}",
        "{\"schema\":{\"required\":[\"x\"]},\"example\":{}}"
      })
  void aBodyThatIsNotTakenIs400(String body) {
    assertThat(api.method(key, "PUT", "/event-types/bad/versions/1", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"x,0", "x,-1", "x,one", "x,9999999999", "x%00,1"})
  void aPathThatNamesNoVersionIsRefused(String name, String version) {
    String path = "/event-types/" + name + "/versions/" + version;
    assertThat(api.method(key, "PUT", path, "{\"schema\":{}}").status()).isEqualTo(400);
    assertThat(api.get(key, path).status()).isIn(400, 404);
  }

  @Test
  void aTenantChoosesItsMode() {
    assertThat(api.get(key, "/admin/tenant").body().path("schemaMode").asText()).isEqualTo("off");
    assertThat(api.get(key, "/admin/tenant").body().path("defaultSeverity").asText())
        .isEqualTo("MEDIUM");
    assertThat(mode("Strict").body().path("schemaMode").asText()).isEqualTo("strict");
    Answer both = api.method(key, "PUT", "/admin/tenant", "{\"defaultSeverity\":\"low\"}");
    assertThat(both.body().path("schemaMode").asText()).isEqualTo("strict");
    assertThat(both.body().path("defaultSeverity").asText()).isEqualTo("LOW");
    for (String bad : List.of("{\"schemaMode\":\"on\"}", "{\"defaultSeverity\":3}", "[]")) {
      assertThat(api.method(key, "PUT", "/admin/tenant", bad).status()).isEqualTo(400);
    }
  }

  @Test
  void offTakesEverything() {
    put("order", 1, ORDER, 201);
    assertThat(publish("order", "{}", "").status()).isEqualTo(202);
    assertThat(shownVersion(publish("order", "{}", ",\"schemaVersion\":9"))).isEqualTo("9");
  }

  @Test
  void knownChecksWhatIsRegistered() {
    put("order", 1, ORDER, 201);
    mode("known");
    assertThat(publish("unknown", "{}", "").status()).isEqualTo(202);
    assertThat(shownVersion(publish("Order", "{\"id\":1}", ""))).isEqualTo("1");
    Answer refused = publish("order", "{\"id\":\"one\",\"note\":2}", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("error").asText()).isEqualTo("Validation failed");
    assertThat(refused.body().path("details").path(0).isTextual()).isTrue();
    JsonNode violations = refused.body().path("violations");
    assertThat(violations).hasSize(2);
    assertThat(violations.findValuesAsText("pointer")).containsExactly("/id", "/note");
    assertThat(violations.findValuesAsText("keyword")).containsExactly("type", "type");
    assertThat(violations.path(0).path("message").asText()).contains("integer");
  }

  @Test
  void strictRefusesUnknownTypes() {
    mode("strict");
    Answer refused = publish("order", "{}", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("violations").path(0).path("keyword").asText())
        .isEqualTo("eventType");
    put("order", 1, ORDER, 201);
    assertThat(publish("order", "{\"id\":1e0}", "").status()).isEqualTo(202);
    mode("off");
    assertThat(publish("other", "{}", "").status()).isEqualTo(202);
  }

  @Test
  void anEventMayNameItsVersion() {
    put("order", 1, ORDER, 201);
    put("order", 2, STRICTER, 201);
    mode("strict");
    assertThat(publish("order", "{\"id\":1}", "").status()).isEqualTo(400);
    assertThat(shownVersion(publish("order", "{\"id\":1}", ",\"schemaVersion\":1"))).isEqualTo("1");
    assertThat(shownVersion(publish("order", "{\"id\":1}", ",\"schemaVersion\":\"1\"")))
        .isEqualTo("1");
    Answer unknown = publish("order", "{\"id\":1,\"note\":\"n\"}", ",\"schemaVersion\":3");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body().path("violations").path(0).path("keyword").asText())
        .isEqualTo("schemaVersion");
    for (String ignored : List.of("0", "-1", "1.5", "\"v1\"", "[1]", "{}", "true", "null")) {
      assertThat(
              shownVersion(
                  publish("order", "{\"id\":1,\"note\":\"n\"}", ",\"schemaVersion\":" + ignored)))
          .as(ignored)
          .isEqualTo("2");
    }
  }

  @Test
  void aDeprecatedVersionIsNoLongerTheDefault() {
    put("order", 1, ORDER, 201);
    put("order", 2, STRICTER, 201);
    mode("strict");
    Answer deprecated = api.post(key, "/event-types/order/versions/2/deprecate", "");
    assertThat(deprecated.status()).isEqualTo(200);
    assertThat(api.post(key, "/event-types/order/versions/2/deprecate", "").body())
        .isEqualTo(deprecated.body());
    assertThat(shownVersion(publish("order", "{\"id\":1}", ""))).isEqualTo("1");
    api.post(key, "/event-types/order/versions/1/deprecate", "");
    assertThat(publish("order", "{\"id\":1}", "").status()).isEqualTo(400);
    assertThat(publish("order", "{\"id\":1}", ",\"schemaVersion\":1").status()).isEqualTo(202);
  }

  /** The version that an event is checked against is no part of what its publisher sent. */
  @Test
  void aRepeatIsKnownAfterANewVersion() {
    put("order", 1, ORDER, 201);
    mode("known");
    String id = ",\"id\":\"repeated\"";
    Answer first = publish("order", "{\"id\":1,\"note\":\"n\"}", id);
    put("order", 2, STRICTER, 201);
    Answer again = publish("order", "{\"id\":1,\"note\":\"n\"}", id);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body().path("duplicate").asBoolean()).isTrue();
    assertThat(shownVersion(first)).isEqualTo("1");
  }

  @Test
  void aSubscriptionMayPinVersions() {
    String hook =
        "{\"eventType\":\"order\",\"severityFilter\":\"LOW\",\"channel\":\"WEBHOOK\","
            + "\"target\":\"https://example.com/in\",\"schemaVersions\":%s}";
    Answer created = api.post(key, "/subscriptions", hook.formatted("[2,1,2]"));
    assertThat(created.status()).isEqualTo(201);
    String path = "/subscriptions/" + created.body().path("subscriptionId").asText();
    assertThat(api.get(key, path).body().path("schemaVersions").toString()).isEqualTo("[1,2]");
    assertThat(
            api.method(key, "PATCH", path, "{\"name\":\"n\"}")
                .body()
                .path("schemaVersions")
                .toString())
        .isEqualTo("[1,2]");
    assertThat(
            api.method(key, "PATCH", path, "{\"schemaVersions\":null}")
                .body()
                .path("schemaVersions")
                .isNull())
        .isTrue();
    for (String bad : List.of("[]", "[0]", "[1.5]", "1", "{\"a\":1}", "[\"1\"]")) {
      assertThat(api.post(key, "/subscriptions", hook.formatted(bad)).status())
          .as(bad)
          .isEqualTo(400);
    }
  }

  private Answer put(String name, int version, String schema, int expected) {
    Answer answer =
        api.method(
            key,
            "PUT",
            "/event-types/" + name + "/versions/" + version,
            "{\"schema\":" + schema + "}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(expected);
    return answer;
  }

  private Answer mode(String mode) {
    Answer answer = api.method(key, "PUT", "/admin/tenant", "{\"schemaMode\":\"" + mode + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private Answer publish(String type, String details, String more) {
    return api.post(
        key,
        "/events",
        "{\"eventType\":\""
            + type
            + "\",\"severity\":\"LOW\",\"title\":\"t\",\"details\":"
            + details
            + more
            + "}");
  }

  private String shownVersion(Answer accepted) {
    assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
    return api.get(key, "/events/" + accepted.body().path("eventId").asText())
        .body()
        .path("schemaVersion")
        .asText();
  }
}
