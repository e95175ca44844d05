package dev.tocsin.api.catalogue;

import dev.tocsin.store.catalogue.TypeDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one type as a page shows them.
 *
 * @param seen when the last event was received, for people; absent where none was seen lately
 * @param today events of this day, UTC
 * @param total events of all days that are shown
 * @param days oldest first
 */
record Figures(@Nullable Time seen, String today, String total, List<Day> days) {
  /** How many days are shown, today included. */
  static final int DAYS = 14;

  private static final int HIGHEST = 24;
  private static final int STEP = 7;
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** A time, for people and for programs. */
  record Time(String text, String iso) {
    static Time of(Instant at) {
      return new Time(FORM.format(at), at.toString());
    }
  }

  /**
   * A day and its bar.
   *
   * @param x where its bar stands in a row of bars, in units of the drawing
   * @param y where it begins
   * @param height 0 where there were no events, 1 to 24 otherwise
   * @param percent of the most that a day had
   */
  record Day(String day, String events, int x, int y, int height, int percent) {}

  /**
   * @param known days of one type, in any order
   */
  static Figures of(Collection<TypeDay> known, LocalDate today) {
    Map<LocalDate, Long> events = new HashMap<>();
    known.forEach(each -> events.put(each.day(), each.events()));
    List<LocalDate> shown = today.minusDays(DAYS - 1).datesUntil(today.plusDays(1)).toList();
    long most = shown.stream().mapToLong(day -> events.getOrDefault(day, 0L)).max().orElse(0);
    long total = shown.stream().mapToLong(day -> events.getOrDefault(day, 0L)).sum();
    List<Day> days = new ArrayList<>();
    for (LocalDate day : shown) {
      long count = events.getOrDefault(day, 0L);
      int height = scaled(count, most, HIGHEST);
      days.add(
          new Day(
              day.toString(),
              number(count),
              days.size() * STEP,
              HIGHEST - height,
              height,
              scaled(count, most, 100)));
    }
    return new Figures(
        known.stream().map(TypeDay::lastAt).max(Instant::compareTo).map(Time::of).orElse(null),
        number(events.getOrDefault(today, 0L)),
        number(total),
        days);
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** At least 1 where there is something to be seen. */
  private static int scaled(long count, long most, int highest) {
    return count == 0 ? 0 : (int) Math.max(1, Math.round((double) count * highest / most));
  }
}
