package dev.tocsin.store.eventtype;

import dev.tocsin.store.database.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Event types as they are shown: those that a tenant registered, and Tocsin's own. */
public final class ShownEventTypes {
  private static final Comparator<EventType> NEWEST_FIRST =
      Comparator.comparing(EventType::createdAt).thenComparing(EventType::typeId).reversed();

  private final EventTypeDao registered;

  public ShownEventTypes(EventTypeDao registered) {
    this.registered = registered;
  }

  /**
   * @param name lower-cased
   */
  public Optional<EventType> find(String tenant, String name) {
    Optional<EventType> builtIn = BuiltInEventTypes.find(name).map(ShownEventTypes::type);
    return builtIn.isPresent() ? builtIn : registered.find(tenant, name);
  }

  /** Newest first. */
  public Page<EventType> list(String tenant, EventTypeFilter filter, Page.Cursor after, int limit) {
    Page<EventType> page = registered.list(tenant, filter, after, limit);
    List<EventType> all = new ArrayList<>(page.items());
    EventType last = page.next() == null ? null : all.get(all.size() - 1);
    BuiltInEventTypes.all().stream()
        .filter(each -> filter.domain() == null || filter.domain().equals(each.domain()))
        .filter(each -> filter.owner() == null || filter.owner().equals(each.owner()))
        .map(ShownEventTypes::type)
        .filter(each -> isBehind(each, after))
        .filter(each -> last == null || NEWEST_FIRST.compare(each, last) < 0)
        .forEach(all::add);
    all.sort(NEWEST_FIRST);
    return all.size() <= limit
        ? new Page<>(all, page.next())
        : Page.of(all, limit, ShownEventTypes::cursor);
  }

  public Optional<EventTypeVersion> version(String tenant, String name, int version) {
    Optional<EventTypeVersion> builtIn = BuiltInEventTypes.find(name);
    return builtIn.isPresent()
        ? builtIn.filter(only -> only.version() == version)
        : registered.version(tenant, name, version);
  }

  /** The versions of a type from that one downwards, at most {@code limit}. */
  public List<EventTypeVersion> versionsDownFrom(
      String tenant, String name, int newest, int limit) {
    Optional<EventTypeVersion> builtIn = BuiltInEventTypes.find(name);
    return builtIn.isPresent()
        ? builtIn.filter(only -> only.version() <= newest).stream().toList()
        : registered.versionsDownFrom(tenant, name, newest, limit);
  }

  /** All versions of a type, the first first. */
  public List<VersionSummary> versions(String tenant, String name) {
    return BuiltInEventTypes.find(name)
        .map(only -> List.of(summary(only)))
        .orElseGet(() -> registered.versions(tenant, name));
  }

  private static boolean isBehind(EventType type, Page.Cursor after) {
    int compared = type.createdAt().compareTo(after.at());
    return compared < 0 || (compared == 0 && type.typeId().compareTo(after.id()) < 0);
  }

  private static Page.Cursor cursor(EventType type) {
    return new Page.Cursor(type.createdAt(), type.typeId());
  }

  private static EventType type(EventTypeVersion only) {
    return new EventType(
        "typ_" + only.name().replace('.', '_'),
        only.name(),
        only.version(),
        only.owner(),
        only.domain(),
        only.createdAt());
  }

  private static VersionSummary summary(EventTypeVersion only) {
    return new VersionSummary(
        only.version(),
        only.description(),
        only.owner(),
        only.domain(),
        only.forced(),
        only.createdAt(),
        only.createdBy(),
        only.deprecatedAt());
  }
}
