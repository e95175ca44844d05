package dev.tocsin.activities.channel.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Notifications;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final Notifications notification = Notifications.to("SLACK", "#alerts");

  @Test
  void detailsAreRowsInTheirOrderWithTheirDigits() {
    DetailTable table =
        tableOf(
            "{\"b\":1.50,\"a\":\"x\\ny\",\"n\":null,\"o\":{\"p\":[1E5,{\"q\":true}]},\"z\":[]}");
    assertThat(table.rows())
        .containsExactly(
            new DetailRow("b", "1.50"),
            new DetailRow("a", "x y"),
            new DetailRow("n", "null"),
            new DetailRow("o", "{\"p\":[1E5,{\"q\":true}]}"),
            new DetailRow("z", "[]"));
    assertThat(table.omitted()).isZero();
  }

  @Test
  void thirtyRowsAreShownAndTheOthersCounted() {
    DetailTable table =
        tableOf(
            IntStream.range(0, 45)
                .mapToObj(at -> "\"k" + at + "\":{\"v\":[" + at + "]}")
                .collect(Collectors.joining(",", "{", "}")));
    assertThat(table.rows()).hasSize(30);
    assertThat(table.omitted()).isEqualTo(15);
  }

  @Test
  void longValuesAreCut() {
    DetailTable table = tableOf("{\"" + "k".repeat(500) + "\":\"" + "🚨".repeat(500) + "\"}");
    assertThat(table.rows().get(0).label()).hasSize(100).endsWith("k…");
    assertThat(table.rows().get(0).value()).hasSizeLessThanOrEqualTo(300).endsWith("🚨…");
  }

  @Test
  void anEventIsLinkedOnlyWhereThereIsAPublicUrl() {
    assertThat(Summary.of(notification.build(), EventLinks.NONE).link()).isEmpty();
    for (String base : new String[] {"https://t.example.com/x", "https://t.example.com/x/"}) {
      assertThat(Summary.of(notification.build(), new EventLinks(URI.create(base))).link())
          .hasValue("https://t.example.com/x/events/" + Notifications.EVENT_ID);
    }
  }

  private DetailTable tableOf(String details) {
    return Summary.of(notification.details(details).build(), EventLinks.NONE).details();
  }
}
