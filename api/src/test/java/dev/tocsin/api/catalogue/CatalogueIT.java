package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue's pages show, over HTTP. */
class CatalogueIT extends CatalogueRig {
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
}
