package dev.tocsin.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTextTest {
  @Test
  void markupIsText() {
    assertThat(PageText.escaped("<b a=\"x\" c='y'>&`"))
        .isEqualTo("&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;&#96;");
    assertThat(PageText.escaped("größe 日本 👩‍🚀\n")).isEqualTo("größe 日本 👩‍🚀\n");
  }

  @Test
  void whatNobodyWouldSeeIsTold() {
    assertThat(PageText.escaped("a\u202Eb\u2066c\u0007d\u200Be\uFEFF"))
        .isEqualTo("a[U+202E]b[U+2066]c[U+0007]d[U+200B]e[U+FEFF]");
    assertThat(PageText.json("{\"a\":\"\u202E\"}")).isEqualTo("{\"a\":\"\\u202e\"}");
  }
}
