package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.catalogue.TypeDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final LocalDate TODAY = LocalDate.parse("2030-01-14");

  @Test
  void everyDayIsShownAndTheLeastCanBeSeen() {
    Figures figures =
        Figures.of(
            List.of(
                day(TODAY, 1_000_000),
                day(TODAY.minusDays(13), 1),
                day(TODAY.minusDays(14), 5),
                day(TODAY.minusDays(1), 500_000)),
            TODAY);
    assertThat(figures.days()).hasSize(Figures.DAYS);
    assertThat(figures.today()).isEqualTo("1,000,000");
    assertThat(figures.total()).isEqualTo("1,500,001");
    assertThat(figures.days().get(0)).isEqualTo(new Figures.Day("2030-01-01", "1", 0, 23, 1, 1));
    assertThat(figures.days().get(1).height()).isZero();
    assertThat(figures.days().get(12).percent()).isEqualTo(50);
    assertThat(figures.days().get(13))
        .isEqualTo(new Figures.Day("2030-01-14", "1,000,000", 91, 0, 24, 100));
    assertThat(figures.seen())
        .isEqualTo(new Figures.Time("2030-01-14 12:34 UTC", "2030-01-14T12:34:56Z"));
  }

  @Test
  void withoutEventsThereIsNothingToBeSeen() {
    Figures figures = Figures.of(List.of(), TODAY);
    assertThat(figures.seen()).isNull();
    assertThat(figures.total()).isEqualTo("0");
    assertThat(figures.days()).allSatisfy(day -> assertThat(day.height()).isZero());
  }

  private static TypeDay day(LocalDate day, long events) {
    return new TypeDay("t", "a", day, events, Instant.parse(day + "T12:34:56Z"));
  }
}
