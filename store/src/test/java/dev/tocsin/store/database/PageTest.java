package dev.tocsin.store.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456Z");

  @Test
  void aCursorComesBackToTheMicrosecond() {
    Page.Cursor cursor = new Page.Cursor(AT, "evt_01ARZ3NDEKTSV4RRFFQ69G5FAV");

    assertThat(Page.Cursor.decode(cursor.encode())).contains(cursor);
    assertThat(Page.Cursor.decode(Page.Cursor.START.encode())).contains(Page.Cursor.START);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|",
        "no bar",
        "|evt_1",
        "2026-03-04T05:06:07Z|",
        "2026-03-04T05:06:07Z|evt\u0000",
        "2026-03-04T05:06:07Z|evt_1' OR 1=1 --",
        "2026-03-04T05:06:07Z|a|b",
        "2026-13-04T05:06:07Z|evt_1",
        "+999999999-12-31T23:59:59Z|evt_1",
        "-999999999-01-01T00:00:00Z|evt_1",
        "1969-12-31T23:59:59Z|evt_1",
        "infinity|evt_1",
        "2026-03-04T05:06:07Z|\uD83D\uDE00",
      })
  void whatWeDidNotMakeIsNoCursor(String plain) {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));

    assertThat(Page.Cursor.decode(encoded)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "a", "%00", "\u0000", "null", "Zm9v====", "\uD800", "+/+/"})
  void whatIsNotEvenBase64IsNoCursor(String text) {
    assertThat(Page.Cursor.decode(text)).isEmpty();
  }

  @Test
  void anIdLongerThanOursIsNoCursor() {
    assertThat(Page.Cursor.decode(new Page.Cursor(AT, "x".repeat(65)).encode())).isEmpty();
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      Page.Cursor.decode(Base64.getUrlEncoder().encodeToString(bytes));
      Page.Cursor.decode(new String(bytes, UTF_8));
    }
  }

  @Test
  void onlyAFullPageHasANext() {
    assertThat(Page.of(List.of("a", "b"), 2, id -> new Page.Cursor(AT, id)).next()).isNull();

    Page<String> page = Page.of(List.of("a", "b", "c"), 2, id -> new Page.Cursor(AT, id));
    assertThat(page.items()).containsExactly("a", "b");
    assertThat(page.next()).isEqualTo(new Page.Cursor(AT, "b").encode());
  }
}
