package dev.tocsin.store.key;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The calendar month, UTC, that a quota holds for. */
record PlanMonth(YearMonth month) {
  static PlanMonth of(Instant now) {
    return new PlanMonth(YearMonth.from(now.atZone(ZoneOffset.UTC)));
  }

  /** Grows from month to month. */
  long number() {
    return month.getYear() * 12L + month.getMonthValue();
  }

  /** Until the next month begins. */
  Duration left(Instant now) {
    return Duration.between(
        now, month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  @Override
  public String toString() {
    return month.toString();
  }
}
