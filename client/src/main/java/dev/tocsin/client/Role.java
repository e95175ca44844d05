package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What an API key may do. */
public enum Role {
  @JsonProperty("publish")
  PUBLISH,
  @JsonProperty("subscribe")
  SUBSCRIBE,
  @JsonProperty("operate")
  OPERATE,
  /** All of it, and keys, event types and the tenant. */
  @JsonProperty("admin")
  ADMIN,
  /** A newer server's word. */
  @JsonEnumDefaultValue
  UNKNOWN
}
