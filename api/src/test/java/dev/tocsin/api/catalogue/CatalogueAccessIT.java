package dev.tocsin.api.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.api.process.StartedApi;
import dev.tocsin.api.process.StartedApi.Answer;
import dev.tocsin.store.key.ApiKeySecret;
import dev.tocsin.store.key.NewApiKey;
import dev.tocsin.store.key.Plan;
import dev.tocsin.store.key.Role;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who sees the catalogue's pages and how they ask, and that what others wrote does no harm there.
 */
class CatalogueAccessIT extends CatalogueRig {
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

  private ApiKeySecret keyWith(Role role) {
    return StartedApi.key(
        database.database(), new NewApiKey(tenant, "k", Set.of(role), Plan.UNLIMITED, null));
  }

  private static HttpRequest.Builder basic(String password) {
    return HttpRequest.newBuilder(api.uri("/catalog"))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(("me:" + password).getBytes(UTF_8)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
