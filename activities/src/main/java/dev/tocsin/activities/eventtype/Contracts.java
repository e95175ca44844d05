package dev.tocsin.activities.eventtype;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeVersion;
import dev.tocsin.store.eventtype.VersionSummary;
import dev.tocsin.store.tenant.TenantDao;
import dev.tocsin.store.tenant.TenantSettings;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Tenants' settings and types' versions, remembered for {@link #FRESH}; compiled schemas, which
 * never change, for as long as there is room. Fails with what the database fails with.
 */
final class Contracts {
  /** How long a process may not know of a change that another process made. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final int MOST_REMEMBERED = 10_000;
  private static final long MOST_SCHEMA_CHARACTERS = 32L * 1024 * 1024;

  private final TenantDao tenants;
  private final EventTypeDao types;
  private final SharedLookups<String, TenantSettings> settings;
  private final SharedLookups<TypeName, List<VersionSummary>> versions;
  private final SharedLookups<VersionName, Compiled> schemas =
      new SharedLookups<>(
          Caffeine.newBuilder()
              .maximumWeight(MOST_SCHEMA_CHARACTERS)
              .weigher((VersionName name, Compiled schema) -> schema.characters())
              .build());

  /**
   * @param ticker tells the time that things are remembered by
   */
  Contracts(Database database, Ticker ticker) {
    this.settings = remembered(ticker);
    this.versions = remembered(ticker);
    this.tenants = new TenantDao(database);
    this.types = new EventTypeDao(database);
  }

  record TypeName(String tenant, String name) {}

  private record VersionName(TypeName type, int version) {}

  private record Compiled(EventSchema schema, int characters) {}

  TenantSettings settings(String tenant) {
    return settings.get(tenant, tenants::settings);
  }

  /** The first first; empty where the type is unknown. */
  List<VersionSummary> versions(TypeName type) {
    return versions.get(type, of -> types.versions(of.tenant(), of.name()));
  }

  /**
   * @param version one that there is
   */
  EventSchema schema(TypeName type, int version) {
    return schemas
        .get(new VersionName(type, version), of -> compile(of.type(), of.version()))
        .schema();
  }

  void forget(TypeName type) {
    versions.forget(type);
  }

  void forget(String tenant) {
    settings.forget(tenant);
  }

  private Compiled compile(TypeName type, int version) {
    EventTypeVersion found =
        types
            .version(type.tenant(), type.name(), version)
            .orElseThrow(() -> new NoSuchElementException(type + " " + version));
    return new Compiled(EventSchema.of(found.schema()), found.schema().text().length());
  }

  private static <K, V> SharedLookups<K, V> remembered(Ticker ticker) {
    return new SharedLookups<>(
        Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .ticker(ticker)
            .maximumSize(MOST_REMEMBERED)
            .build());
  }
}
