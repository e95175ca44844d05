package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evens out what a server may leave out of an answer. */
final class Answers {
  private Answers() {}

  static <T> List<T> list(@Nullable List<T> items) {
    return items == null ? List.of() : List.copyOf(items);
  }

  /** In the order of the answer. */
  static Map<String, String> map(@Nullable Map<String, String> entries) {
    return entries == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  static @Nullable JsonNode nullOrNode(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node;
  }
}
