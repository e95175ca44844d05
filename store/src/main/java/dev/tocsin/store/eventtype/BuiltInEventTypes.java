package dev.tocsin.store.eventtype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.systemevent.SystemEventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The contracts of Tocsin's own events, which every tenant has without registering them. Written in
 * {@code built-in.json}; no row holds them.
 */
public final class BuiltInEventTypes {
  /** When they were first. */
  static final Instant SINCE = Instant.parse("2026-11-21T00:00:00Z");

  private static final String OWNER = "tocsin";
  private static final List<EventTypeVersion> ALL = read();

  private BuiltInEventTypes() {}

  /** All of them, in version 1. */
  public static List<EventTypeVersion> all() {
    return ALL;
  }

  /**
   * @param name lower-cased
   */
  public static Optional<EventTypeVersion> find(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static List<EventTypeVersion> read() {
    try (InputStream file = BuiltInEventTypes.class.getResourceAsStream("built-in.json")) {
      JsonNode contracts = new ObjectMapper().readTree(Objects.requireNonNull(file));
      List<EventTypeVersion> all = new ArrayList<>();
      for (SystemEventType type : SystemEventType.values()) {
        JsonNode contract = contracts.required(type.type());
        all.add(
            new EventTypeVersion(
                "",
                type.type(),
                1,
                new JsonText(contract.required("schema").toString()),
                contract.required("description").textValue(),
                new JsonText(contract.required("example").toString()),
                OWNER,
                OWNER,
                false,
                SINCE,
                OWNER,
                null));
      }
      return List.copyOf(all);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
