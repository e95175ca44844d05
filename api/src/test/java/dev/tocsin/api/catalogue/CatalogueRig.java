package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A tenant of its own for each test, and what fills and reads its catalogue. */
abstract class CatalogueRig {
  static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";
  static TestDatabase database;
  static TestWorkflowEnvironment temporal;
  static StartedApi api;
  String tenant;
  ApiKeySecret key;

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

  static void assertIsPage(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("script", "unsafe", "http");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  static String link(String page, String text) {
    Matcher found =
        Pattern.compile("href=\"([^\"]*)\">(?:<bdi>)?" + Pattern.quote(text)).matcher(page);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  void register(String name, int version, String more) {
    Answer put =
        api.method(
            key,
            "PUT",
            "/event-types/" + name + "/versions/" + version,
            "{\"schema\":" + SCHEMA + "," + more + "}");
    assertThat(put.status()).as("%s", put.body()).isEqualTo(201);
  }

  void publish(String event) {
    Answer answer = api.post(key, "/events", event);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
  }

  String subscribe(String begin, String path) {
    Answer answer =
        api.post(
            key,
            "/subscriptions",
            begin + ",\"severityFilter\":\"LOW\",\"target\":\"https://example.com/" + path + "\"}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer.body().path("subscriptionId").asText();
  }

  static String page(ApiKeySecret key, String path) {
    HttpResponse<String> answer = get(key, path);
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(200);
    assertIsPage(answer);
    return answer.body();
  }

  static HttpResponse<String> get(ApiKeySecret key, String path) {
    try {
      return send(api.request(key, path));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
