package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueLinksTest {
  @ParameterizedTest
  @CsvSource({
    "order.paid, /catalog/order.paid",
    "shop/order.paid, /catalog/shop/order.paid",
    "a b, /catalog/a%20b",
    "a<b>\"c, /catalog/a%3Cb%3E%22c",
    "größe, /catalog/gr%C3%B6%C3%9Fe",
    "..a/b.., /catalog/..a/b..",
    "a//b, /catalog?type=a%2F%2Fb",
    "/a, /catalog?type=%2Fa",
    "a/, /catalog?type=a%2F",
    ".., /catalog?type=..",
    "a/../b, /catalog?type=a%2F..%2Fb",
    "a/., /catalog?type=a%2F.",
    "100%, /catalog?type=100%25",
    "a;b, /catalog?type=a%3Bb",
    "a?b#c, /catalog?type=a%3Fb%23c",
    "a\\b, /catalog?type=a%5Cb",
  })
  void aNameThatCannotStandInAPathStandsInTheQuery(String name, String link) {
    assertThat(CatalogueLinks.type(name)).isEqualTo(link);
  }

  @Test
  void aQueryHasWhatHasAValue() {
    assertThat(CatalogueLinks.query("q", "a b&c", "domain", null, "owner", "", "after", "é"))
        .isEqualTo("?q=a%20b%26c&after=%C3%A9");
    assertThat(CatalogueLinks.query("q", "")).isEmpty();
  }
}
