package dev.tocsin.activities.eventtype;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.tocsin.activities.eventtype.Contracts.TypeName;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.eventtype.VersionSummary;
import dev.tocsin.store.tenant.SchemaMode;
import dev.tocsin.store.tenant.TenantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks events against the contracts of their types, from memory: a process may not know for 2 s
 * what another one changed. Thread-safe; fails with what the database fails with.
 */
public final class EventContracts {
  private final Contracts contracts;

  public EventContracts(Database database) {
    this(database, Ticker.systemTicker());
  }

  EventContracts(Database database, Ticker ticker) {
    this.contracts = new Contracts(database, ticker);
  }

  /** The severity of an event whose envelope names none. */
  public Severity defaultSeverity(String tenant) {
    return contracts.settings(tenant).defaultSeverity();
  }

  /**
   * Checks an event that comes in.
   *
   * @param eventType lower-cased
   * @param schemaVersion the version that its publisher names; absent: the newest that is not
   *     deprecated
   */
  public Verdict check(
      String tenant, String eventType, @Nullable String schemaVersion, JsonText details) {
    SchemaMode mode = contracts.settings(tenant).schemaMode();
    if (mode == SchemaMode.OFF) {
      return Verdict.unchecked(schemaVersion);
    }
    TypeName type = new TypeName(tenant, eventType);
    List<VersionSummary> versions = contracts.versions(type);
    if (versions.isEmpty()) {
      return mode == SchemaMode.KNOWN
          ? Verdict.unchecked(schemaVersion)
          : Verdict.refused(
              schemaVersion, "eventType", "there is no event type " + eventType + "; register it");
    }
    Optional<VersionSummary> version =
        schemaVersion == null ? current(versions) : named(versions, schemaVersion);
    if (version.isEmpty()) {
      return Verdict.refused(
          schemaVersion,
          "schemaVersion",
          schemaVersion == null
              ? "every version of " + eventType + " is deprecated; name one in schemaVersion"
              : "there is no version " + schemaVersion + " of " + eventType);
    }
    return against(type, version.get(), details);
  }

  /**
   * Checks an event again that is about to be delivered, where what was decided at the door may no
   * longer hold: docs/decisions/0024-checked-again-before-delivery.md says when.
   */
  public Verdict checkAgain(Event event, Subscription subscription) {
    TenantSettings settings = contracts.settings(event.tenant());
    if (settings.schemaMode() == SchemaMode.OFF) {
      return Verdict.unchecked(event.schemaVersion());
    }
    TypeName type = new TypeName(event.tenant(), event.eventType());
    List<VersionSummary> versions = contracts.versions(type);
    return version(event, subscription, settings, versions)
        .map(version -> against(type, version, event.details()))
        .orElseGet(() -> Verdict.unchecked(event.schemaVersion()));
  }

  /** This process changed the tenant's settings. */
  public void changed(String tenant) {
    contracts.forget(tenant);
  }

  /** This process changed the versions of a type. */
  public void changed(String tenant, String eventType) {
    contracts.forget(new TypeName(tenant, eventType));
  }

  /** What a delivery must be checked against; empty in the common case. */
  private static Optional<VersionSummary> version(
      Event event,
      Subscription subscription,
      TenantSettings settings,
      List<VersionSummary> versions) {
    Optional<VersionSummary> own = named(versions, event.schemaVersion());
    boolean pinned = own.isPresent() && !subscription.schemaVersions().isEmpty();
    boolean overtaken =
        versions.stream()
            .anyMatch(
                each ->
                    each.forced()
                        && maybeBefore(event, each.createdAt())
                        && (own.isEmpty() || each.version() > own.get().version()));
    if (overtaken && !pinned) {
      return current(versions).or(() -> own);
    }
    if (own.isEmpty()) {
      return current(versions);
    }
    return maybeBefore(event, settings.schemaModeAt()) || maybeBefore(event, own.get().createdAt())
        ? own
        : Optional.empty();
  }

  /** The door may have learned of the change as late as its memory is fresh. */
  private static boolean maybeBefore(Event event, Instant change) {
    return event.receivedAt().isBefore(change.plus(Contracts.FRESH));
  }

  private Verdict against(TypeName type, VersionSummary version, JsonText details) {
    return new Verdict(
        Integer.toString(version.version()),
        contracts.schema(type, version.version()).violations(details));
  }

  private static Optional<VersionSummary> current(List<VersionSummary> versions) {
    return versions.stream()
        .filter(version -> version.deprecatedAt() == null)
        .reduce((earlier, later) -> later);
  }

  private static Optional<VersionSummary> named(
      List<VersionSummary> versions, @Nullable String name) {
    return versions.stream()
        .filter(version -> Integer.toString(version.version()).equals(name))
        .findFirst();
  }
}
