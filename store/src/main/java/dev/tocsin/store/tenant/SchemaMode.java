package dev.tocsin.store.tenant;

import java.util.Locale;

/** Which events must fit the schema of their type. */
public enum SchemaMode {
  /** None; the default. */
  OFF,
  /** Those whose type is registered. */
  KNOWN,
  /** All; an event of an unknown type is refused. */
  STRICT;

  /** As the table and the API write it: in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
