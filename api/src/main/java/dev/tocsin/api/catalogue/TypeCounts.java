package dev.tocsin.api.catalogue;

import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.catalogue.TypeSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Counts of events in memory, by type and day and by type and source. Thread-safe. */
final class TypeCounts {
  /** The most counts that are held; what would need one more is left out. */
  static final int MOST = 20_000;

  private record Type(String tenant, String name) {}

  private record Day(Type type, LocalDate day) {}

  private Map<Day, TypeDay> days = new HashMap<>();
  private Map<Type, Map<String, TypeSource>> sources = new HashMap<>();
  private int size;

  /** What was counted, each type and day once and each type and source once. */
  record Counted(Collection<TypeDay> days, Collection<TypeSource> sources) {
    boolean isEmpty() {
      return days.isEmpty();
    }
  }

  /**
   * Counts an event; false where its day was left out.
   *
   * @param name of its type, lower-cased
   * @param at when it was received
   */
  synchronized boolean count(String tenant, String name, String source, Instant at) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    add(new TypeSource(tenant, name, source, 1, at, at));
    return add(new TypeDay(tenant, name, day, 1, at));
  }

  /** Takes all counts out. */
  synchronized Counted drain() {
    Counted counted =
        new Counted(
            days.values(),
            sources.values().stream().flatMap(each -> each.values().stream()).toList());
    days = new HashMap<>();
    sources = new HashMap<>();
    size = 0;
    return counted;
  }

  /** Adds what was taken out and could not be written. */
  synchronized void putBack(Counted counted) {
    counted.days().forEach(this::add);
    counted.sources().forEach(this::add);
  }

  synchronized int size() {
    return size;
  }

  private boolean add(TypeDay more) {
    Day key = new Day(new Type(more.tenant(), more.name()), more.day());
    if (!days.containsKey(key) && !hasRoom()) {
      return false;
    }
    days.merge(key, more, TypeCounts::sum);
    return true;
  }

  private void add(TypeSource more) {
    Map<String, TypeSource> ofType =
        sources.getOrDefault(new Type(more.tenant(), more.name()), Map.of());
    if (!ofType.containsKey(more.source())
        && (ofType.size() >= TypeFiguresDao.MOST_SOURCES || !hasRoom())) {
      return;
    }
    sources
        .computeIfAbsent(new Type(more.tenant(), more.name()), absent -> new HashMap<>())
        .merge(more.source(), more, TypeCounts::sum);
  }

  private boolean hasRoom() {
    if (size >= MOST) {
      return false;
    }
    size++;
    return true;
  }

  private static TypeDay sum(TypeDay one, TypeDay other) {
    return new TypeDay(
        one.tenant(),
        one.name(),
        one.day(),
        one.events() + other.events(),
        latest(one.lastAt(), other.lastAt()));
  }

  private static TypeSource sum(TypeSource one, TypeSource other) {
    return new TypeSource(
        one.tenant(),
        one.name(),
        one.source(),
        one.events() + other.events(),
        one.firstAt().isBefore(other.firstAt()) ? one.firstAt() : other.firstAt(),
        latest(one.lastAt(), other.lastAt()));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
