package dev.tocsin.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the query parameters that are set. */
final class Parameters {
  private final Map<String, String> all = new LinkedHashMap<>();

  Parameters add(String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value.toString());
    }
    return this;
  }

  Map<String, String> toMap() {
    return Collections.unmodifiableMap(all);
  }
}
