package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which events of a tenant must fit the contract of their type. */
public enum SchemaMode {
  /** None. */
  @JsonProperty("off")
  OFF,
  /** Those of registered types; others are accepted. */
  @JsonProperty("known")
  KNOWN,
  /** All: a type that is not registered is refused. */
  @JsonProperty("strict")
  STRICT,
  /** A newer server's word. */
  @JsonEnumDefaultValue
  UNKNOWN
}
