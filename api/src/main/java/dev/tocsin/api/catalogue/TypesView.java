package dev.tocsin.api.catalogue;

import dev.tocsin.store.catalogue.CatalogueEntry;
import dev.tocsin.store.catalogue.CatalogueQuery;
import dev.tocsin.store.database.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the list of types shows.
 *
 * @param search as it was asked for
 * @param filters what narrows the list beside the search, each with the way out of it
 * @param narrowed whether anything narrows it
 * @param first the address of the first page; absent on it
 * @param next the address of the next page; absent on the last
 */
record TypesView(
    String search,
    List<Filter> filters,
    boolean narrowed,
    List<Item> items,
    boolean empty,
    @Nullable String first,
    @Nullable String next) {

  /** A filter in force, and the address of the list without it. */
  record Filter(String field, String value, String without) {}

  /** A type. */
  record Item(
      String name,
      String page,
      @Nullable Integer newest,
      boolean registered,
      @Nullable String description,
      @Nullable Link domain,
      @Nullable Link owner,
      Figures figures,
      Subscribers.Count subscribers) {
    static Item of(CatalogueEntry entry, Figures figures, Subscribers.Count subscribers) {
      return new Item(
          entry.name(),
          CatalogueLinks.type(entry.name()),
          entry.newest(),
          entry.newest() != null,
          entry.description(),
          Link.filtered("domain", entry.domain()),
          Link.filtered("owner", entry.owner()),
          figures,
          subscribers);
    }
  }

  /** A value, and the list of the types that have it. */
  record Link(String text, String address) {
    static @Nullable Link filtered(String field, @Nullable String value) {
      return value == null || value.isEmpty()
          ? null
          : new Link(value, CatalogueLinks.ROOT + CatalogueLinks.query(field, value));
    }
  }

  /**
   * @param search the words of the query as they were typed
   * @param more whether types follow the last item
   */
  static TypesView of(
      String search, CatalogueQuery query, int limit, List<Item> items, boolean more) {
    Narrowing all = new Narrowing(search, query.domain(), query.owner(), limit);
    List<Filter> filters = new ArrayList<>();
    if (query.domain() != null) {
      Narrowing rest = new Narrowing(search, null, query.owner(), limit);
      filters.add(new Filter("domain", query.domain(), rest.address(null)));
    }
    if (query.owner() != null) {
      Narrowing rest = new Narrowing(search, query.domain(), null, limit);
      filters.add(new Filter("owner", query.owner(), rest.address(null)));
    }
    return new TypesView(
        search,
        filters,
        !filters.isEmpty() || !search.isEmpty(),
        items,
        items.isEmpty(),
        query.after().isEmpty() ? null : all.address(null),
        more ? all.address(items.get(items.size() - 1).name()) : null);
  }

  /** What all pages of one list have in common. */
  private record Narrowing(
      String search, @Nullable String domain, @Nullable String owner, int limit) {
    String address(@Nullable String after) {
      return CatalogueLinks.ROOT
          + CatalogueLinks.query(
              "q",
              search,
              "domain",
              domain,
              "owner",
              owner,
              "limit",
              limit == Page.DEFAULT ? null : Integer.toString(limit),
              "after",
              after);
    }
  }
}
