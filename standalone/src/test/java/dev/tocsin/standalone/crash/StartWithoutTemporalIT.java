package dev.tocsin.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.contract.identity.Identity;
import dev.tocsin.standalone.Tocsin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that start while Temporal is away accept events, and deliver them when it is back. */
class StartWithoutTemporalIT {
  @Test
  void acceptsAndDeliversLater() {
    try (Sink sink = new Sink();
        SplitTocsin tocsin = SplitTocsin.start("start", 20, Tocsin.class, List::of)) {
      String subscription =
          tocsin.client().subscribe("later", sink.target("/later", (id, nth) -> 204), "[1]");
      tocsin.temporal().kill();
      tocsin.api().kill();
      tocsin.worker().kill();
      tocsin.api().restart();
      tocsin.worker().restart();
      tocsin.awaitApi();
      tocsin.awaitWorker();

      assertThat(tocsin.client().publish("later", "first").status()).isEqualTo(202);
      String eventId = Identity.eventId("default", "", "first");
      assertThat(tocsin.rows().event(eventId)).isEqualTo("PENDING");
      tocsin.temporal().restart();

      await(tocsin.whereLogsAre())
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(tocsin.rows().delivery(Identity.deliveryId(eventId, subscription)))
                      .isEqualTo("SENT"));
      assertThat(sink.timesAccepted("/later", eventId)).isEqualTo(1);
    }
  }
}
