package dev.tocsin.api.auth;

import java.security.Principal;

/** Who calls: a key of a tenant. */
public record Caller(String tenant, String keyId) implements Principal {
  @Override
  public String getName() {
    return keyId;
  }
}
