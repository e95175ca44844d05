package dev.tocsin.api.catalogue;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.catalogue.CatalogueDao;
import dev.tocsin.store.catalogue.CatalogueEntry;
import dev.tocsin.store.catalogue.CatalogueQuery;
import dev.tocsin.store.catalogue.SubscriberDao;
import dev.tocsin.store.catalogue.TypeDay;
import dev.tocsin.store.catalogue.TypeFiguresDao;
import dev.tocsin.store.catalogue.TypeSource;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeVersion;
import dev.tocsin.store.eventtype.ShownEventTypes;
import dev.tocsin.store.systemevent.SystemEventType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what the catalogue's pages show of one tenant, from the tables as they are now. */
public final class Catalogue {
  /** How many versions a page shows with their schemas. */
  private static final int VERSIONS = 5;

  private static final int MOST_SOURCES = 100;

  private final CatalogueDao catalogue;
  private final ShownEventTypes types;
  private final TypeFiguresDao figures;
  private final Subscribers subscribers;
  private final Clock clock;

  public Catalogue(Database database, Clock clock) {
    this.catalogue = new CatalogueDao(database);
    this.types = new ShownEventTypes(new EventTypeDao(database));
    this.figures = new TypeFiguresDao(database);
    this.subscribers = new Subscribers(new SubscriberDao(database));
    this.clock = clock;
  }

  /**
   * @param search the words of the query as they were typed
   */
  TypesView list(String tenant, String search, CatalogueQuery query, int limit) {
    List<CatalogueEntry> found = catalogue.list(tenant, query, limit + 1);
    List<CatalogueEntry> page = found.subList(0, Math.min(limit, found.size()));
    List<String> names = page.stream().map(CatalogueEntry::name).toList();
    Map<String, List<TypeDay>> days =
        figures.days(tenant, names, firstDay()).stream()
            .collect(Collectors.groupingBy(TypeDay::name));
    Map<String, Subscribers.Count> counts = subscribers.count(tenant, names);
    List<TypesView.Item> items =
        page.stream()
            .map(
                entry ->
                    TypesView.Item.of(
                        entry,
                        Figures.of(days.getOrDefault(entry.name(), List.of()), today()),
                        Objects.requireNonNull(counts.get(entry.name()))))
            .toList();
    return TypesView.of(search, query, limit, items, found.size() > limit);
  }

  /**
   * The page of one type; empty where the tenant has none of that name.
   *
   * @param newest the first version that is shown; absent: the last that there is
   * @param targets whether the caller may see where subscriptions lead
   */
  Optional<TypeView> type(
      String tenant, String name, @Nullable Integer newest, boolean targets, CurlExamples curl) {
    return catalogue
        .find(tenant, name)
        .map(
            entry -> {
              int from = newest == null ? Integer.MAX_VALUE : newest;
              return view(
                  tenant,
                  entry,
                  types.versionsDownFrom(tenant, name, from, VERSIONS + 1),
                  targets,
                  curl);
            });
  }

  private TypeView view(
      String tenant,
      CatalogueEntry entry,
      List<EventTypeVersion> found,
      boolean targets,
      CurlExamples curl) {
    String name = entry.name();
    List<EventTypeVersion> versions = found.subList(0, Math.min(VERSIONS, found.size()));
    List<TypeSource> sources = figures.sources(tenant, name, MOST_SOURCES);
    Subscribers.OfType subscribed = subscribers.of(tenant, name);
    List<TypeView.Subscription> shown = TypeView.subscriptions(subscribed, targets);
    Figures ofType = Figures.of(figures.days(tenant, List.of(name), firstDay()), today());
    return new TypeView(
        name,
        entry.description(),
        entry.newest() != null,
        entry.newest(),
        TypesView.Link.filtered("domain", entry.domain()),
        TypesView.Link.filtered("owner", entry.owner()),
        ofType,
        TypeView.newestFirst(ofType),
        versions.stream().map(each -> TypeView.Version.of(each, each == versions.get(0))).toList(),
        found.size() > VERSIONS
            ? CatalogueLinks.ROOT
                + CatalogueLinks.query(
                    "type", name, "version", Integer.toString(found.get(VERSIONS).version()))
            : null,
        sources.stream().map(TypeView.Source::of).toList(),
        !sources.isEmpty(),
        sources.size() == MOST_SOURCES,
        subscribed.named(),
        shown,
        !shown.isEmpty(),
        shown.size() >= Subscribers.MOST_SHOWN,
        subscribed.patternsLeftOut(),
        targets,
        SystemEventType.isReserved(name) ? null : curl.publish(name, example(versions)),
        curl.subscribe(name));
  }

  /** Of the newest version that has one and is in use. */
  private static @Nullable JsonText example(List<EventTypeVersion> versions) {
    return versions.stream()
        .filter(each -> each.example() != null && each.deprecatedAt() == null)
        .findFirst()
        .map(EventTypeVersion::example)
        .orElse(null);
  }

  private LocalDate firstDay() {
    return today().minusDays(365);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
