package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations on event types, API keys and the tenant, to be sent as those of {@link Calls} are.
 * They need a key with the role {@code admin}; event types can be read with any.
 */
public final class AdminCalls {
  private static final String EVENT_TYPES = "event-types";
  private static final String VERSIONS = "versions";
  private static final String ADMIN = "admin";
  private static final String KEYS = "keys";
  private static final String TENANT = "tenant";

  private AdminCalls() {}

  /**
   * Registers a version of an event type; the same again changes nothing. Where it is not
   * compatible with the last one, {@link TocsinException#incompatibilities()} says why; where the
   * schema is none or the example does not fit, {@link TocsinException#violations()} does.
   *
   * @param version the next one: 1, 2, 3 …
   * @param force register it even where it is not compatible
   * @throws IllegalArgumentException where no URL can have the name: an empty part between its
   *     slashes, or one that is {@code .} or {@code ..}
   */
  public static ApiCall<EventTypeVersion> registerType(
      String name, int version, NewTypeVersion draft, boolean force) {
    ApiCall<EventTypeVersion> get = typeVersion(name, version);
    Map<String, String> query = force ? Map.of("force", "true") : Map.of();
    return new ApiCall<>("PUT", get.path(), query, draft, null, true, get.answer());
  }

  /** An event type with its versions, these without their schemas. */
  public static ApiCall<EventType> type(String name) {
    return ApiCall.get(EventType.class, typePath(name));
  }

  /** A version of an event type with its schema. */
  public static ApiCall<EventTypeVersion> typeVersion(String name, int version) {
    return ApiCall.get(EventTypeVersion.class, typePath(name, VERSIONS, Integer.toString(version)));
  }

  /** Event types without their versions, newest first. */
  public static ApiCall<Page<EventType>> types(EventTypeQuery query) {
    return ApiCall.list(EventType.class, query.parameters(), EVENT_TYPES);
  }

  /** Takes a version out of use for events that name none. The answer is the version then. */
  public static ApiCall<EventTypeVersion> deprecateType(String name, int version) {
    String[] path = typePath(name, VERSIONS, Integer.toString(version), "deprecate");
    return ApiCall.post(EventTypeVersion.class, null, path).asRepeatable(null);
  }

  /** Makes an API key; a repetition would make a second one. */
  public static ApiCall<ApiKey> createKey(NewKey key) {
    return ApiCall.post(ApiKey.class, key, ADMIN, KEYS);
  }

  public static ApiCall<ApiKey> key(String keyId) {
    return ApiCall.get(ApiKey.class, ADMIN, KEYS, keyId);
  }

  /**
   * The tenant's keys without their secrets, newest first.
   *
   * @param pageSize items in one answer, 1 to 200; null for the server's 50
   */
  public static ApiCall<Page<ApiKey>> keys(@Nullable Integer pageSize) {
    return ApiCall.list(ApiKey.class, new Parameters().add("limit", pageSize).toMap(), ADMIN, KEYS);
  }

  /** Ends a key for good; the answer is empty. */
  public static ApiCall<JsonNode> revokeKey(String keyId) {
    ApiCall<JsonNode> get = key(keyId).asJson();
    return new ApiCall<>("DELETE", get.path(), Map.of(), null, null, true, get.answer());
  }

  /** Makes a key that takes the place of another; sent again only where it was not done. */
  public static ApiCall<ApiKey> rotateKey(String keyId, KeyRotation rotation) {
    return ApiCall.post(ApiKey.class, rotation, ADMIN, KEYS, keyId, "rotate");
  }

  public static ApiCall<TenantSettings> tenant() {
    return ApiCall.get(TenantSettings.class, ADMIN, TENANT);
  }

  /** Changes the tenant's settings; the answer is what they are then. */
  public static ApiCall<TenantSettings> changeTenant(TenantChange change) {
    ApiCall<TenantSettings> get = tenant();
    return new ApiCall<>("PUT", get.path(), Map.of(), change, null, true, get.answer());
  }

  /** Slashes of the name are slashes of the path. */
  private static String[] typePath(String name, String... more) {
    List<String> path = new ArrayList<>(List.of(EVENT_TYPES));
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException(
            "An event type's name cannot be empty or have an empty part, . or .. between slashes");
      }
      path.add(part);
    }
    path.addAll(Arrays.asList(more));
    return path.toArray(String[]::new);
  }
}
