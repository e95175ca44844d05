package dev.tocsin.api.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates over HTTP, and what subscriptions can say of how they are told. */
class TemplateIT {
  private static final String EVENT =
      "{\"eventType\":\"order.shipped\",\"severity\":\"LOW\",\"title\":\"<b>\\r\\nBcc: x\","
          + "\"details\":{\"order\":1.50}}";

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;

  private String tenant = "";
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
    tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    key = StartedApi.key(database.database(), tenant);
  }

  @Test
  void versionsFollowEachOtherAndNeverChange() {
    JsonNode first = made("{\"name\":\"mail\",\"subject\":\"A {{title}}\"}");
    assertThat(first.path("version").asInt()).isEqualTo(1);
    String path = "/templates/" + first.path("templateId").asText();

    JsonNode second = api.method(key, "PUT", path, "{\"subject\":\"B\",\"strict\":true}").body();
    assertThat(second.path("version").asInt()).isEqualTo(2);
    assertThat(second.path("parts").toString()).isEqualTo("{\"subject\":\"B\",\"strict\":true}");
    assertThat(second.path("name").asText()).isEqualTo("mail");
    assertThat(second.path("versions").findValuesAsText("version")).containsExactly("2", "1");
    assertThat(second.path("versions").path(0).path("createdBy").asText()).startsWith("key_");

    // The same once more is no version.
    assertThat(api.method(key, "PUT", path, "{\"strict\":true,\"subject\":\"B\"}").body())
        .isEqualTo(second);
    assertThat(api.get(key, path).body()).isEqualTo(second);
    assertThat(api.get(key, path + "/versions/1").body().at("/parts/subject").asText())
        .isEqualTo("A {{title}}");
    assertThat(api.get(key, path + "/versions/3").status()).isEqualTo(404);

    made("{\"name\":\"other\",\"chat\":\"{{title}}\"}");
    JsonNode page = api.get(key, "/templates?limit=1").body();
    assertThat(page.at("/items/0/name").asText()).isEqualTo("other");
    assertThat(page.at("/items/0").has("parts")).isFalse();
    JsonNode next = api.get(key, "/templates?cursor=" + page.path("next").asText()).body();
    assertThat(next.at("/items/0/name").asText()).isEqualTo("mail");
    assertThat(api.post(key, "/templates", "{\"name\":\"mail\",\"text\":\"x\"}").status())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"subject":"x"}                                | name is required
          {"name":"n"}                                   | at least one of subject, html, text
          {"name":"n","html":5}                          | html must be a string of 1 to 65536
          {"name":"n","html":""}                         | html must be a string of 1 to 65536
          {"name":"n","body":"x","contentType":"a/b"}    | contentType must be application/json,
          {"name":"n","text":"x","strict":1}             | strict must be true or false
          {"name":"n","text":"a\\u0000"}                 | NUL
          [1]                                            | the body must be an object
          {"name":"n","text":"a\\n {{#b}}"}              | text, line 2, column 2: the section {{#b}} is not closed
          """)
  void whatIsNoTemplateIsRefused(String body, String fault) {
    Answer answer = api.post(key, "/templates", body);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.body().path("details").toString()).contains(fault);
  }

  @Test
  void aPreviewShowsEveryPartAsItWouldBeSent() {
    String path =
        "/templates/"
            + made("{\"name\":\"n\",\"subject\":\"S {{title}}\",\"html\":\"<p>{{title}}</p>\","
                    + "\"text\":\"{{details.order}}\",\"chat\":\"{{title}}\","
                    + "\"body\":\"{\\\"t\\\":\\\"{{title}}\\\",\\\"o\\\":{{details.order}}}\"}")
                .path("templateId")
                .asText();

    JsonNode all = api.post(key, path + "/preview", "{\"event\":" + EVENT + "}").body();
    assertThat(all.path("subject").asText()).isEqualTo("S <b> Bcc: x");
    assertThat(all.path("html").asText()).isEqualTo("<p>&lt;b&gt;\r\nBcc: x</p>");
    assertThat(all.path("text").asText()).isEqualTo("1.50");
    assertThat(all.path("body").asText()).isEqualTo("{\"t\":\"<b>\\r\\nBcc: x\",\"o\":1.50}");
    assertThat(all.path("contentType").asText()).isEqualTo("application/json");
    assertThat(all.path("chat").asText()).isEqualTo("<b>\r\nBcc: x");
    JsonNode slack =
        api.post(key, path + "/preview", "{\"channel\":\"slack\",\"event\":" + EVENT + "}").body();
    assertThat(slack.toString()).isEqualTo("{\"version\":1,\"chat\":\"&lt;b&gt;\\r\\nBcc: x\"}");

    String eventId = api.post(key, "/events", EVENT).body().path("eventId").asText();
    String byId = "{\"channel\":\"EMAIL\",\"eventId\":\"" + eventId + "\"}";
    assertThat(api.post(key, path + "/preview", byId).body().path("text").asText())
        .isEqualTo("1.50");
    ApiKeySecret subscriber =
        StartedApi.key(
            database.database(),
            new NewApiKey(tenant, "s", Set.of(Role.SUBSCRIBE), Plan.UNLIMITED, null));
    assertThat(api.post(subscriber, path + "/preview", byId).status()).isEqualTo(403);
    assertThat(api.post(subscriber, path + "/preview", "{\"event\":" + EVENT + "}").status())
        .isEqualTo(200);
    assertThat(api.post(key, path + "/preview", "{}").status()).isEqualTo(400);
    assertThat(api.post(key, path + "/preview", "{\"eventId\":\"evt_none\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aPreviewThatFailsSaysWhere() {
    String path =
        "/templates/"
            + made("{\"name\":\"n\",\"strict\":true,\"html\":\"<p>\\n {{details.none}}\"}")
                .path("templateId")
                .asText();
    Answer answer = api.post(key, path + "/preview", "{\"event\":" + EVENT + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("fault").toString())
        .isEqualTo(
            "{\"part\":\"html\",\"line\":2,\"column\":2,"
                + "\"reason\":\"the event has no details.none\"}");
  }

  @Test
  void aTemplateInUseStays() {
    String id = made("{\"name\":\"n\",\"subject\":\"x\"}").path("templateId").asText();
    String subscription = subscribed("EMAIL", Map.of("template", "{\"id\":\"" + id + "\"}"));
    String pinned =
        subscribed("EMAIL", Map.of("template", "{\"id\":\"" + id + "\",\"version\":1}"));
    assertThat(shown(pinned).path("template").toString())
        .isEqualTo("{\"id\":\"" + id + "\",\"version\":1}");

    Answer refused = api.method(key, "DELETE", "/templates/" + id, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).startsWith("2 subscriptions use this");

    assertThat(patched(subscription, "{\"template\":null}").path("template").isNull()).isTrue();
    assertThat(api.method(key, "DELETE", "/subscriptions/" + pinned, "").status()).isEqualTo(204);
    assertThat(api.method(key, "DELETE", "/templates/" + id, "").status()).isEqualTo(204);
    assertThat(api.get(key, "/templates/" + id).status()).isEqualTo(404);
    assertThat(
            api.post(
                    key,
                    "/subscriptions",
                    body("EMAIL", Map.of("template", "{\"id\":\"" + id + "\"}")))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aSubscriptionHasATemplateOrATransformOfItsOwn() {
    String template = "{\"subject\":\"{{title}}\",\"html\":\"<b>{{title}}</b>\",\"strict\":true}";
    String own = subscribed("EMAIL", Map.of("template", template));
    assertThat(shown(own).path("template").toString()).isEqualTo(template);

    String transform =
        "{\"inputPathsMap\":{\"o\":\"$.detail.order\"},\"inputTemplate\":\"{\\\"id\\\": <o>}\"}";
    String hook = subscribed("WEBHOOK", Map.of("transform", transform));
    assertThat(shown(hook).path("transform").toString()).isEqualTo(transform);
    assertThat(patched(hook, "{\"name\":\"x\"}").path("transform").toString()).isEqualTo(transform);
    JsonNode changed = patched(hook, "{\"transform\":null,\"template\":{\"body\":\"{}\"}}");
    assertThat(changed.path("transform").isNull()).isTrue();
    assertThat(changed.path("template").toString()).isEqualTo("{\"body\":\"{}\",\"strict\":false}");
    assertThat(shown(hook)).isEqualTo(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          EMAIL   | template  | []                                     | template must be an object
          EMAIL   | template  | {}                                     | at least one of subject
          EMAIL   | template  | {"id":"tpl_1","subject":"x"}           | either an id or parts of its own
          EMAIL   | template  | {"id":"tpl_1","version":0}             | template.version must be a whole
          EMAIL   | template  | {"id":"tpl_none"}                      | must name a template that there is
          EMAIL   | template  | {"text":"{{a"}                         | template.text, line 1, column 1: the tag has no }}
          EMAIL   | transform | {"inputTemplate":"x"}                  | transform is not for the EMAIL channel
          WEBHOOK | transform | {}                                     | transform.inputTemplate, line 1, column 1: it is required
          WEBHOOK | transform | {"inputTemplate":"{<x>}"}              | transform.inputTemplate, line 1, column 2: <x> is not in
          """)
  void whatCannotWorkIsRefusedWhenItIsSaved(
      String channel, String field, String value, String fault) {
    Answer answer = api.post(key, "/subscriptions", body(channel, Map.of(field, value)));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.body().path("details").toString()).contains(fault);
  }

  @Test
  void templateTransformAndFormatExcludeEachOther() {
    Answer answer =
        api.post(
            key,
            "/subscriptions",
            body(
                "WEBHOOK",
                Map.of("template", "{\"body\":\"{}\"}", "transform", "{\"inputTemplate\":\"x\"}")));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("details").toString()).contains("exclude each other");
    Answer format =
        api.post(
            key,
            "/subscriptions",
            body(
                "WEBHOOK",
                Map.of(
                    "format", "\"cloudevents-binary\"", "transform", "{\"inputTemplate\":\"x\"}")));
    assertThat(format.status()).isEqualTo(400);
    assertThat(format.body().path("details").toString()).contains("format must be tocsin");
  }

  private JsonNode made(String body) {
    Answer answer = api.post(key, "/templates", body);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    return answer.body();
  }

  private String subscribed(String channel, Map<String, String> fields) {
    Answer answer = api.post(key, "/subscriptions", body(channel, fields));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    return answer.body().path("subscriptionId").asText();
  }

  private JsonNode shown(String subscriptionId) {
    return withoutTime(api.get(key, "/subscriptions/" + subscriptionId).body());
  }

  private JsonNode patched(String subscriptionId, String patch) {
    Answer answer = api.method(key, "PATCH", "/subscriptions/" + subscriptionId, patch);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return withoutTime(answer.body());
  }

  private static JsonNode withoutTime(JsonNode subscription) {
    return ((ObjectNode) subscription).without("updatedAt");
  }

  private static String body(String channel, Map<String, String> fields) {
    StringBuilder body = new StringBuilder("{\"eventType\":\"order.shipped\",");
    fields.forEach((name, value) -> body.append('"' + name + "\":" + value + ","));
    String target = channel.equals("EMAIL") ? "a@example.com" : "https://hooks.example.com/in";
    return body
        + "\"severityFilter\":\"LOW\",\"channel\":\""
        + channel
        + "\",\"target\":\""
        + target
        + "\"}";
  }
}
