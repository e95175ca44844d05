package dev.tocsin.api.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.catalogue.TypeSource;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TypeCountsTest {
  private static final Instant LATE = Instant.parse("2030-01-10T23:59:59.999Z");
  private static final LocalDate DAY = LocalDate.parse("2030-01-10");

  private final TypeCounts counts = new TypeCounts();

  @Test
  void countsByDayAndBySource() {
    counts.count("t", "a", "shop", LATE);
    counts.count("t", "a", "shop", LATE.plusMillis(1));
    counts.count("t", "a", "app", LATE.minusSeconds(5));
    counts.count("t", "b", "", LATE);

    TypeCounts.Counted counted = counts.drain();
    assertThat(counted.days())
        .containsExactlyInAnyOrder(
            new TypeDay("t", "a", DAY, 2, LATE),
            new TypeDay("t", "a", DAY.plusDays(1), 1, LATE.plusMillis(1)),
            new TypeDay("t", "b", DAY, 1, LATE));
    assertThat(counted.sources())
        .containsExactlyInAnyOrder(
            new TypeSource("t", "a", "shop", 2, LATE, LATE.plusMillis(1)),
            new TypeSource("t", "a", "app", 1, LATE.minusSeconds(5), LATE.minusSeconds(5)),
            new TypeSource("t", "b", "", 1, LATE, LATE));
    assertThat(counts.drain().isEmpty()).isTrue();
    assertThat(counts.size()).isZero();
  }

  @Test
  void whatCouldNotBeWrittenAddsToWhatCameMeanwhile() {
    counts.count("t", "a", "shop", LATE);
    TypeCounts.Counted counted = counts.drain();
    counts.count("t", "a", "shop", LATE.minusSeconds(1));
    counts.putBack(counted);

    TypeCounts.Counted again = counts.drain();
    assertThat(again.days()).containsExactly(new TypeDay("t", "a", DAY, 2, LATE));
    assertThat(again.sources())
        .containsExactly(new TypeSource("t", "a", "shop", 2, LATE.minusSeconds(1), LATE));
  }

  @Test
  void aTypeWithASourceForEachEventKeepsItsFirstAndCountsAllDays() {
    for (int i = 0; i < 3 * TypeCounts.MOST; i++) {
      assertThat(counts.count("t", "a", "/orders/" + i, LATE)).isTrue();
    }
    assertThat(counts.size()).isEqualTo(TypeFiguresDao.MOST_SOURCES + 1);
    TypeCounts.Counted counted = counts.drain();
    assertThat(counted.sources()).hasSize(TypeFiguresDao.MOST_SOURCES);
    assertThat(counted.days()).extracting(TypeDay::events).containsExactly(3L * TypeCounts.MOST);
  }

  @Test
  void memoryIsBoundedAndKnownTypesAreCountedOn() {
    int leftOut = 0;
    for (int i = 0; i < TypeCounts.MOST; i++) {
      leftOut += counts.count("t", "type" + i, "s", LATE) ? 0 : 1;
    }
    assertThat(leftOut).isEqualTo(TypeCounts.MOST / 2);
    assertThat(counts.size()).isEqualTo(TypeCounts.MOST);
    assertThat(counts.count("t", "type0", "s", LATE)).isTrue();

    TypeCounts.Counted counted = counts.drain();
    for (int i = 0; i < TypeCounts.MOST; i++) {
      counts.count("t", "other" + i, "s", LATE);
    }
    counts.putBack(counted);
    assertThat(counts.size()).isEqualTo(TypeCounts.MOST);
  }
}
