package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueFiguresIT {
  private TestDatabase test;
  private TypeFiguresDao table;
  private CatalogueFigures figures;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    table = new TypeFiguresDao(test.database());
    figures = new CatalogueFigures(table, meters);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aStopWritesWhatWasCounted() {
    figures.count(Samples.event("evt_1"));
    figures.count(Samples.event("evt_2"));
    assertThat(meters.get("tocsin.catalogue.waiting").gauge().value()).isEqualTo(2);
    figures.close();
    assertThat(events()).isEqualTo(2);
    assertThat(meters.get("tocsin.catalogue.waiting").gauge().value()).isZero();
  }

  @Test
  void aFailedWriteIsRepeatedAndLosesNothing() {
    rename("event_type_source", "away");
    figures.start();
    figures.count(Samples.event("evt_1"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> meters.get("tocsin.catalogue.failed").counter().count() >= 1);
    assertThat(events()).isZero();

    figures.count(Samples.event("evt_2"));
    rename("away", "event_type_source");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(events()).isEqualTo(2));
    figures.close();
    assertThat(events()).isEqualTo(2);
    assertThat(table.sources(Samples.TENANT, "order.paid", 9)).hasSize(1);
  }

  private long events() {
    return table.days(Samples.TENANT, List.of("order.paid"), Samples.event("e").day()).stream()
        .mapToLong(TypeDay::events)
        .sum();
  }

  private void rename(String from, String to) {
    test.database()
        .jdbi()
        .useHandle(handle -> handle.execute("ALTER TABLE " + from + " RENAME TO " + to));
  }
}
