package dev.tocsin.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import io.temporal.testing.TestWorkflowEnvironment;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue's pages over HTTP. */
class CatalogueIT {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}";

  private static TestDatabase database;
  private static TestWorkflowEnvironment temporal;
  private static StartedApi api;

  private String tenant;
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
  void listsTypesWithTheirContracts() {
    register("order.paid", 1, "\"description\":\"An order was paid\",\"domain\":\"shop\"");
    register("order.paid", 2, "\"description\":\"Paid & done\",\"owner\":\"team/a b\"");
    String list = page(key, "/catalog");
    assertThat(list)
        .contains("<h1>Event catalogue</h1>")
        .contains("href=\"/catalog/order.paid\"")
        .contains(">v2<")
        .contains("Paid &amp; done")
        .contains("href=\"/catalog?owner=team%2Fa%20b\"")
        .contains("not lately")
        .doesNotContain("An order was paid", "no contract", "<script");
  }

  @Test
  void showsAllVersionsOfAType() {
    register("order.paid", 1, "\"description\":\"The first\",\"example\":{\"id\":1.0}");
    register("order.paid", 2, "\"description\":\"The second\"");
    assertThat(api.post(key, "/event-types/order.paid/versions/1/deprecate", "").status())
        .isEqualTo(200);
    String detail = page(key, "/catalog/Order.Paid");
    assertThat(detail)
        .contains("Version 1", "Version 2", "The first", "The second", "deprecated")
        .contains("&quot;id&quot;: 1.0")
        .contains("&quot;type&quot;: &quot;integer&quot;")
        .contains("curl -H", "/events&#39;", "/subscriptions&#39;");
    assertThat(detail.indexOf("Version 2")).isLessThan(detail.indexOf("Version 1"));
  }

  @Test
  void olderVersionsAreOnPagesOfTheirOwn() {
    for (int version = 1; version <= 7; version++) {
      register("much.changed", version, "\"description\":\"change " + version + "\"");
    }
    String first = page(key, "/catalog/much.changed");
    assertThat(first).contains("Version 7", "Version 3").doesNotContain("Version 2");
    String older = page(key, link(first, "Older versions"));
    assertThat(older).contains("Version 2", "Version 1").doesNotContain("Version 3");
    assertThat(older).doesNotContain("Older versions");
  }

  @Test
  void searchesAndFiltersAndPages() {
    for (String name : List.of("a.one", "b.two", "c.three", "d.one")) {
      register(name, 1, "\"domain\":\"" + name.charAt(0) + "\",\"owner\":\"us\"");
    }
    assertThat(page(key, "/catalog?q=ONE")).contains("a.one", "d.one").doesNotContain("b.two");
    assertThat(page(key, "/catalog?q=one+d")).contains("d.one").doesNotContain("a.one", "b.two");
    assertThat(page(key, "/catalog?domain=b")).contains("b.two").doesNotContain("a.one");
    assertThat(page(key, "/catalog?q=nothing+like+it")).contains("No event type fits");

    String first = page(key, "/catalog?limit=3&owner=us");
    assertThat(first).contains("a.one", "b.two", "c.three").doesNotContain("d.one");
    String second = page(key, link(first, "Next page"));
    assertThat(second).contains("d.one").doesNotContain("c.three", "Next page");
    assertThat(page(key, link(second, "Back to the first page"))).contains("a.one");
  }

  @Test
  void aTypeThatWasOnlyPublishedIsListedWithItsFigures() {
    publish("{\"eventType\":\"Order.Lost\",\"severity\":\"LOW\",\"title\":\"t\",\"id\":\"1\"}");
    publish("{\"eventType\":\"Order.Lost\",\"severity\":\"LOW\",\"title\":\"t\",\"id\":\"1\"}");
    publish(
        "{\"specversion\":\"1.0\",\"type\":\"Order.Lost\",\"source\":\"/shop/eu\",\"id\":\"2\","
            + "\"data\":{}}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(page(key, "/catalog")).contains("2 today, 2 in 14 days"));
    assertThat(page(key, "/catalog")).contains("order.lost", "no contract");

    String today = LocalDate.now(ZoneOffset.UTC).toString();
    assertThat(page(key, "/catalog/order.lost"))
        .contains("no registered schema", "/shop/eu", "none: the simple form", today)
        .contains("2 events in 14 days")
        .contains("Last seen <time datetime=\"" + today);
  }

  @Test
  void showsWhoIsSubscribed() {
    register("order.paid", 1, "\"owner\":\"us\"");
    String name = "\"channel\":\"WEBHOOK\",\"name\":";
    subscribe("{\"eventType\":\"order.paid\"," + name + "\"exact\"", "exact");
    subscribe("{\"pattern\":{\"detail-type\":[\"Order.Paid\"]}," + name + "\"named\"", "named");
    subscribe("{\"pattern\":{\"source\":[\"shop\"]}," + name + "\"open\"", "open");
    subscribe("{\"pattern\":{\"detail-type\":[\"else\"]}," + name + "\"another\"", "another");
    String paused = subscribe("{\"eventType\":\"order.paid\"," + name + "\"tired\"", "tired");
    assertThat(api.method(key, "PATCH", "/subscriptions/" + paused, "{\"active\":false}").status())
        .isEqualTo(200);
    String gone = subscribe("{\"eventType\":\"order.paid\"," + name + "\"gone\"", "gone");
    assertThat(api.method(key, "DELETE", "/subscriptions/" + gone, "").status()).isLessThan(300);

    assertThat(page(key, "/catalog")).contains("3 <", "and 1 that may match by pattern");
    String detail = page(key, "/catalog/order.paid");
    assertThat(detail)
        .contains("exact", "named", "open", "tired", "paused", "may match by pattern")
        .contains("3 by name or by a pattern")
        .contains("https://example.com/exact", paused)
        .doesNotContain("another", "gone");
  }

  @Test
  void onlyWhoMaySeeSubscriptionsSeesWhereTheyLead() {
    register("order.paid", 1, "\"owner\":\"us\"");
    String id =
        subscribe(
            "{\"eventType\":\"order.paid\",\"channel\":\"WEBHOOK\",\"name\":\"exact\"", "secret");
    String publisher = page(keyWith(Role.PUBLISH), "/catalog/order.paid");
    assertThat(publisher).contains("exact", "WEBHOOK").doesNotContain("secret", id, "Target");
    for (Role role : List.of(Role.SUBSCRIBE, Role.OPERATE)) {
      assertThat(page(keyWith(role), "/catalog/order.paid"))
          .contains("https://example.com/secret", id);
    }
  }

  @Test
  void aStrangerSeesNothing() {
    register("order.paid", 1, "\"owner\":\"us\"");
    ApiKeySecret stranger = StartedApi.key(database.database(), "s-" + tenant);
    assertThat(page(stranger, "/catalog"))
        .doesNotContain("order.paid")
        .contains("tocsin.circuit.opened");
    HttpResponse<String> answer = get(stranger, "/catalog/order.paid");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<h1>Not found</h1>").doesNotContain("order.paid");
  }

  @Test
  void hostileContentIsInert() {
    String hostile = "<script>alert(1)</script>\"'`&{{name}}\u202E" + "x".repeat(150);
    String json = StartedApi.JSON.getNodeFactory().textNode(hostile).toString();
    String path = "/event-types/" + encoded(hostile.replace("/", "|")) + "/versions/1";
    Answer put =
        api.method(
            key,
            "PUT",
            path,
            "{\"schema\":{\"title\":"
                + json
                + "},\"description\":"
                + json
                + ",\"example\":{\"a\":"
                + json
                + "},\"owner\":"
                + json
                + ",\"domain\":"
                + json
                + "}");
    assertThat(put.status()).as("%s", put.body()).isEqualTo(201);
    publish(
        "{\"specversion\":\"1.0\",\"type\":"
            + json
            + ",\"source\":"
            + StartedApi.JSON.getNodeFactory().textNode("/" + encoded(hostile))
            + ",\"id\":\"2\",\"data\":{}}");
    String detailPath = link(page(key, "/catalog"), "&lt;script&gt;alert(1)&lt;|");
    for (String shown :
        List.of(
            page(key, "/catalog"),
            page(key, "/catalog?q=" + encoded(hostile.substring(0, 40))),
            page(key, "/catalog?domain=" + encoded(hostile)),
            page(key, detailPath))) {
      assertThat(shown)
          .doesNotContain("<script", "\u202E", "style=", " on")
          .contains("&lt;script&gt;");
    }
    assertThat(page(key, detailPath)).contains("\\u202e", "{{name}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "..", "a/../b", "100%", "a;b=c", "a?b#c", "a\\b", "é ü/日本", "/"})
  void everyNameHasAPage(String name) {
    database
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO event_type_day VALUES (?, ?, current_date, 1, now())",
                    tenant,
                    name));
    Matcher found =
        Pattern.compile("<h2><a href=\"(?!/catalog/tocsin)([^\"]*)\"")
            .matcher(page(key, "/catalog"));
    assertThat(found.find()).isTrue();
    assertThat(page(key, found.group(1).replace("&amp;", "&")))
        .contains("<h1><bdi>" + name + "</bdi>");
  }

  @Test
  void aBrowserIsAskedForTheKeyAndMaySendItAsAPassword() throws Exception {
    for (String path : List.of("/catalog", "/catalog/order.paid", "/catalog?q=x")) {
      HttpResponse<String> asked =
          send(HttpRequest.newBuilder(api.uri(path)).header("Accept", "text/html"));
      assertThat(asked.statusCode()).isEqualTo(401);
      assertThat(asked.headers().firstValue("WWW-Authenticate").orElse(""))
          .startsWith("Basic realm=\"Tocsin\"");
      assertIsPage(asked);
      assertThat(asked.body()).contains("API key needed");
    }
    assertThat(send(basic("tocsin_wrong")).statusCode()).isEqualTo(401);
    assertThat(send(basic(key.text())).statusCode()).isEqualTo(200);
    assertThat(
            send(HttpRequest.newBuilder(api.uri("/catalog"))
                    .header("Authorization", "Bearer " + key.text()))
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> program = send(HttpRequest.newBuilder(api.uri("/event-types")));
    assertThat(program.statusCode()).isEqualTo(403);
    assertThat(program.body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @Test
  void errorsArePages() {
    for (String path : List.of("/catalog/none", "/catalog/" + "x".repeat(800), "/catalog/a%01b")) {
      HttpResponse<String> answer = get(key, path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      if (answer.statusCode() == 404) {
        assertIsPage(answer);
      }
    }
    HttpResponse<String> invalid = get(key, "/catalog?limit=0");
    assertThat(invalid.statusCode()).isEqualTo(400);
    assertIsPage(invalid);
    assertThat(invalid.body()).contains("limit must be a whole number from 1 to 200");
    assertThat(get(key, "/catalog?q=" + "x".repeat(256)).statusCode()).isEqualTo(400);
    assertThat(get(key, "/catalog?q=%00").statusCode()).isEqualTo(400);
    assertThat(get(key, "/catalog/none?version=99999999999").statusCode()).isEqualTo(404);
  }

  @Test
  void thePlanOfAKeyHoldsForPagesToo() {
    ApiKeySecret small =
        StartedApi.key(
            database.database(),
            new NewApiKey(tenant, "small", Set.of(Role.PUBLISH), new Plan(null, null, 1L), null));
    page(small, "/catalog");
    HttpResponse<String> refused = get(small, "/catalog");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertIsPage(refused);
  }

  @Test
  void pagesTakeNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = get(key, "/catalog");
    assertIsPage(page);
    assertThat(page.body()).doesNotContain("http:", "https:", "//");
    HttpResponse<String> style = send(HttpRequest.newBuilder(api.uri("/pages/pages.css")));
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
    assertThat(style.body()).doesNotContain("http", "@import", "url(");
  }

  private static void assertIsPage(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("script", "unsafe", "http");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  private static String link(String page, String text) {
    Matcher found =
        Pattern.compile("href=\"([^\"]*)\">(?:<bdi>)?" + Pattern.quote(text)).matcher(page);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1).replace("&amp;", "&");
  }

  private void register(String name, int version, String more) {
    Answer put =
        api.method(
            key,
            "PUT",
            "/event-types/" + name + "/versions/" + version,
            "{\"schema\":" + SCHEMA + "," + more + "}");
    assertThat(put.status()).as("%s", put.body()).isEqualTo(201);
  }

  private void publish(String event) {
    Answer answer = api.post(key, "/events", event);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
  }

  private String subscribe(String begin, String path) {
    Answer answer =
        api.post(
            key,
            "/subscriptions",
            begin + ",\"severityFilter\":\"LOW\",\"target\":\"https://example.com/" + path + "\"}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer.body().path("subscriptionId").asText();
  }

  private ApiKeySecret keyWith(Role role) {
    return StartedApi.key(
        database.database(), new NewApiKey(tenant, "k", Set.of(role), Plan.UNLIMITED, null));
  }

  private static String page(ApiKeySecret key, String path) {
    HttpResponse<String> answer = get(key, path);
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(200);
    assertIsPage(answer);
    return answer.body();
  }

  private static HttpResponse<String> get(ApiKeySecret key, String path) {
    try {
      return send(api.request(key, path));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static HttpRequest.Builder basic(String password) {
    return HttpRequest.newBuilder(api.uri("/catalog"))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(("me:" + password).getBytes(UTF_8)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
