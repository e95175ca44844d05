package dev.tocsin.api.catalogue;

import dev.tocsin.activities.match.PatternTypes;
import dev.tocsin.store.catalogue.Subscriber;
import dev.tocsin.store.catalogue.SubscriberDao;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is subscribed to types: by name, by a pattern that names the type, or perhaps by others. */
final class Subscribers {
  /** With more subscriptions that have patterns only the newest are compared. */
  static final int MOST_PATTERNS = 1_000;

  /** The most of each kind that are shown. */
  static final int MOST_SHOWN = 100;

  private static final int MOST_COUNTED = 10_000;

  private final SubscriberDao table;

  Subscribers(SubscriberDao table) {
    this.table = table;
  }

  /**
   * How many.
   *
   * @param perhaps those with patterns that limit no type
   */
  record Count(String named, int perhaps) {}

  /**
   * Those of one type.
   *
   * @param named how many by name or by pattern
   * @param patternsLeftOut whether there are patterns that were not compared
   */
  record OfType(
      String named,
      List<Subscriber> byName,
      List<Subscriber> byPattern,
      List<Subscriber> perhaps,
      boolean patternsLeftOut) {}

  /** How many each of those types has. */
  Map<String, Count> count(String tenant, Collection<String> names) {
    Map<String, Integer> byName = table.counts(tenant, names, MOST_COUNTED);
    Patterns patterns = patterns(tenant);
    return names.stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    new Count(
                        number(byName.getOrDefault(name, 0) + patterns.naming(name).size()),
                        patterns.perhaps().size())));
  }

  /** Those of one type. */
  OfType of(String tenant, String name) {
    Patterns patterns = patterns(tenant);
    List<Subscriber> byPattern = patterns.naming(name);
    int byName = table.counts(tenant, List.of(name), MOST_COUNTED).getOrDefault(name, 0);
    return new OfType(
        number(byName + byPattern.size()),
        table.byName(tenant, name, MOST_SHOWN),
        byPattern,
        patterns.perhaps(),
        patterns.some.size() == MOST_PATTERNS);
  }

  private static String number(int count) {
    return Figures.number(Math.min(count, MOST_COUNTED)) + (count >= MOST_COUNTED ? "+" : "");
  }

  private Patterns patterns(String tenant) {
    return new Patterns(table.withPattern(tenant, MOST_PATTERNS));
  }

  private static final class Patterns {
    final List<Subscriber> some;
    private final PatternTypes types = new PatternTypes();
    private final Set<String> open;

    Patterns(List<Subscriber> some) {
      this.some = some;
      List<String> unread = new ArrayList<>();
      for (Subscriber each : some) {
        if (each.pattern() == null) {
          unread.add(each.subscriptionId());
        } else {
          types.add(each.subscriptionId(), each.pattern());
        }
      }
      unread.addAll(types.open());
      this.open = Set.copyOf(unread);
    }

    List<Subscriber> naming(String name) {
      Set<String> named = types.naming(name);
      return some.stream()
          .filter(
              each ->
                  each.eventType() == null
                      ? named.contains(each.subscriptionId())
                      : Objects.equals(each.eventType(), name)
                          && (named.contains(each.subscriptionId())
                              || open.contains(each.subscriptionId())))
          .toList();
    }

    List<Subscriber> perhaps() {
      return some.stream()
          .filter(each -> each.eventType() == null && open.contains(each.subscriptionId()))
          .toList();
    }
  }
}
