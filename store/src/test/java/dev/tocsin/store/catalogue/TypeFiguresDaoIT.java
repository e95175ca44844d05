package dev.tocsin.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Parallel;
import dev.tocsin.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypeFiguresDaoIT {
  private static final LocalDate DAY = LocalDate.parse("2030-01-10");
  private static final Instant AT = Instant.parse("2030-01-10T12:00:00Z");

  private TestDatabase test;
  private TypeFiguresDao figures;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    figures = new TypeFiguresDao(test.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void figuresAddUpWhateverOrderTheyComeIn() {
    figures.add(List.of(day("a", 3, AT)), List.of(source("a", "shop", 3, AT)));
    figures.add(
        List.of(day("a", 2, AT.minusSeconds(9))),
        List.of(source("a", "shop", 2, AT.minusSeconds(9))));

    assertThat(figures.days("t", List.of("a", "b"), DAY)).containsExactly(day("a", 5, AT));
    assertThat(figures.sources("t", "a", 10))
        .containsExactly(new TypeSource("t", "a", "shop", 5, AT.minusSeconds(9), AT));
    assertThat(figures.days("t", List.of("a"), DAY.plusDays(1))).isEmpty();
    assertThat(figures.days("other", List.of("a"), DAY)).isEmpty();
    assertThat(figures.sources("other", "a", 10)).isEmpty();
  }

  @Test
  void theSourceThatWasSeenLastComesFirst() {
    figures.add(
        List.of(),
        List.of(source("a", "old", 1, AT), source("a", "new", 1, AT.plus(Duration.ofDays(1)))));
    assertThat(figures.sources("t", "a", 1)).extracting(TypeSource::source).containsExactly("new");
  }

  @Test
  void aTypeKeepsItsFirstSourcesAndGoesOnCountingThem() {
    List<TypeSource> first =
        IntStream.range(0, TypeFiguresDao.MOST_SOURCES)
            .mapToObj(i -> source("a", "s" + i, 1, AT))
            .toList();
    figures.add(List.of(), first);
    figures.add(List.of(), List.of(source("a", "one more", 1, AT), source("a", "s7", 4, AT)));
    figures.add(List.of(), List.of(source("b", "one more", 1, AT)));

    List<TypeSource> known = figures.sources("t", "a", 1_000);
    assertThat(known).hasSize(TypeFiguresDao.MOST_SOURCES).contains(source("a", "s7", 5, AT));
    assertThat(known).extracting(TypeSource::source).doesNotContain("one more");
    assertThat(figures.sources("t", "b", 10)).hasSize(1);
  }

  @Test
  void processesThatWriteTheSameRowsLoseNothingAndDoNotMeetInACircle() throws Exception {
    List<TypeDay> days =
        new ArrayList<>(IntStream.range(0, 300).mapToObj(i -> day("type" + i, 1, AT)).toList());
    List<TypeDay> reversed = new ArrayList<>(days);
    Collections.reverse(reversed);
    Parallel.run(
        () -> IntStream.range(0, 20).forEach(i -> figures.add(days, List.of())),
        () -> IntStream.range(0, 20).forEach(i -> figures.add(reversed, List.of())));

    assertThat(figures.days("t", days.stream().map(TypeDay::name).toList(), DAY))
        .hasSize(300)
        .allSatisfy(day -> assertThat(day.events()).isEqualTo(40));
  }

  private static TypeDay day(String name, long events, Instant lastAt) {
    return new TypeDay("t", name, DAY, events, lastAt);
  }

  private static TypeSource source(String name, String source, long events, Instant at) {
    return new TypeSource("t", name, source, events, at, at);
  }
}
