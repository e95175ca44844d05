package dev.tocsin.api.eventtype;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.eventtype.Compatibility;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.activities.eventtype.Violation;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.IncompatibleSchemaException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.eventtype.EventType;
import dev.tocsin.store.eventtype.EventTypeDao;
import dev.tocsin.store.eventtype.EventTypeVersion;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers versions: in order, compatible with the last one, and each only once. */
final class EventTypeRegistry {
  private final EventTypeDao types;
  private final EventContracts contracts;

  EventTypeRegistry(EventTypeDao types, EventContracts contracts) {
    this.types = types;
    this.contracts = contracts;
  }

  /**
   * @param isNew false where the same version was there already
   */
  record Registered(EventTypeVersion version, boolean isNew) {}

  /**
   * @param force register it although it is not compatible
   * @throws ConflictException where it is not the next version, or is there with other content
   * @throws IncompatibleSchemaException without {@code force}
   */
  Registered register(
      Caller caller, String name, int number, EventTypeDraft draft, boolean force, Instant now) {
    while (true) {
      int newest = types.find(caller.tenant(), name).map(EventType::newest).orElse(0);
      if (number > newest + 1) {
        throw new ConflictException("The next version of " + name + " is " + (newest + 1));
      }
      if (number <= newest) {
        return new Registered(known(caller.tenant(), name, number, draft), false);
      }
      boolean forced = number > 1 && isForced(caller.tenant(), name, newest, draft, force);
      EventTypeVersion version = version(caller, name, number, draft, forced, now);
      if (types.insert(version)) {
        contracts.changed(caller.tenant(), name);
        return new Registered(version, true);
      }
      // Somebody else registered this version in the meantime: it is there now.
    }
  }

  /** Deprecates a version; empty where there is none. */
  Optional<EventTypeVersion> deprecate(String tenant, String name, int number, Instant now) {
    Optional<EventTypeVersion> deprecated = types.deprecate(tenant, name, number, now);
    contracts.changed(tenant, name);
    return deprecated;
  }

  private EventTypeVersion known(String tenant, String name, int number, EventTypeDraft draft) {
    EventTypeVersion known = types.version(tenant, name, number).orElseThrow();
    boolean same =
        isSame(known.schema(), draft.schema())
            && isSame(known.example(), draft.example())
            && Objects.equals(known.description(), draft.description())
            && Objects.equals(known.owner(), draft.owner())
            && Objects.equals(known.domain(), draft.domain());
    if (!same) {
      throw new ConflictException(
          "Version " + number + " of " + name + " is registered with other content");
    }
    return known;
  }

  private boolean isForced(
      String tenant, String name, int last, EventTypeDraft draft, boolean force) {
    List<Violation> faults =
        Compatibility.faultsOf(
            types.version(tenant, name, last).orElseThrow().schema(), draft.schema());
    if (!faults.isEmpty() && !force) {
      throw new IncompatibleSchemaException(last, faults);
    }
    return !faults.isEmpty();
  }

  private static EventTypeVersion version(
      Caller caller, String name, int number, EventTypeDraft draft, boolean forced, Instant now) {
    return new EventTypeVersion(
        caller.tenant(),
        name,
        number,
        draft.schema(),
        draft.description(),
        draft.example(),
        draft.owner(),
        draft.domain(),
        forced,
        now,
        caller.keyId(),
        null);
  }

  private static boolean isSame(@Nullable JsonText one, @Nullable JsonText other) {
    return one == null || other == null ? one == other : json(one).equals(json(other));
  }

  private static JsonNode json(JsonText text) {
    return JsonBody.parse(text.text().getBytes(UTF_8)).root();
  }
}
