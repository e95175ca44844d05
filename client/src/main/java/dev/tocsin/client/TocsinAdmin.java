package dev.tocsin.client;

import java.util.stream.Stream;

/**
 * Event types, API keys and the settings of a tenant: {@link TocsinClient#admin()}. Every method
 * blocks, and throws {@link TocsinException}, as the client's do; {@link AdminCalls} has the same
 * for {@link TocsinClient#sendAsync}.
 */
public final class TocsinAdmin {
  private final TocsinClient client;

  TocsinAdmin(TocsinClient client) {
    this.client = client;
  }

  /** Registers the next version of an event type; see {@link AdminCalls#registerType}. */
  public EventTypeVersion registerType(String name, int version, NewTypeVersion draft) {
    return client.send(AdminCalls.registerType(name, version, draft, /* force= */ false));
  }

  /** The same even where the version is not compatible with the last one. */
  public EventTypeVersion forceType(String name, int version, NewTypeVersion draft) {
    return client.send(AdminCalls.registerType(name, version, draft, /* force= */ true));
  }

  /** An event type with its versions, these without their schemas. */
  public EventType type(String name) {
    return client.send(AdminCalls.type(name));
  }

  /** A version of an event type with its schema. */
  public EventTypeVersion typeVersion(String name, int version) {
    return client.send(AdminCalls.typeVersion(name, version));
  }

  /** Event types without their versions, newest first, over all pages. */
  public Stream<EventType> types(EventTypeQuery query) {
    return client.all(AdminCalls.types(query));
  }

  /** Takes a version out of use for events that name none. */
  public EventTypeVersion deprecateType(String name, int version) {
    return client.send(AdminCalls.deprecateType(name, version));
  }

  /** Makes an API key, whose secret only this answer has. */
  public ApiKey createKey(NewKey key) {
    return client.send(AdminCalls.createKey(key));
  }

  public ApiKey key(String keyId) {
    return client.send(AdminCalls.key(keyId));
  }

  /** The tenant's keys, newest first, over all pages. */
  public Stream<ApiKey> keys() {
    return client.all(AdminCalls.keys(/* pageSize= */ null));
  }

  /** Ends a key for good. */
  public void revokeKey(String keyId) {
    client.send(AdminCalls.revokeKey(keyId));
  }

  /** Makes a key that takes the place of another, which ends after an overlap. */
  public ApiKey rotateKey(String keyId, KeyRotation rotation) {
    return client.send(AdminCalls.rotateKey(keyId, rotation));
  }

  public TenantSettings tenant() {
    return client.send(AdminCalls.tenant());
  }

  /** Returns the settings as they are then. */
  public TenantSettings changeTenant(TenantChange change) {
    return client.send(AdminCalls.changeTenant(change));
  }
}
