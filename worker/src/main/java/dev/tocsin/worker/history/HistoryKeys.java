package dev.tocsin.worker.history;

import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that histories are encrypted with: the first encrypts, all of them decrypt. */
public final class HistoryKeys {
  /** The environment variable that they come from. */
  public static final String VARIABLE = "TOCSIN_HISTORY_KEYS";

  /** No keys: what Temporal is given it can read. */
  public static final HistoryKeys NONE = new HistoryKeys(new LinkedHashMap<>(), null);

  /**
   * In the place of the first key: nothing is encrypted, but the keys after it decrypt. So keys can
   * be given to every process before any of them encrypts, and be taken away in the same way.
   */
  private static final String PLAIN = "plain";

  private final Map<String, HistoryKey> byId;
  private final @Nullable HistoryKey first;

  private HistoryKeys(Map<String, HistoryKey> byId, @Nullable HistoryKey first) {
    this.byId = byId;
    this.first = first;
  }

  /**
   * @param text {@code id:key,id:key}, each key 32 bytes in base64; {@code plain} may stand in
   *     front of them; empty: none
   * @throws IllegalArgumentException where it is anything else; the message tells no part of it
   */
  public static HistoryKeys parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    String[] entries = text.split(",", -1);
    boolean plain = entries[0].strip().equals(PLAIN);
    Map<String, HistoryKey> byId = new LinkedHashMap<>();
    for (int i = plain ? 1 : 0; i < entries.length; i++) {
      HistoryKey key = key(entries[i].strip(), i + 1);
      if (byId.put(key.id(), key) != null) {
        throw fault(i + 1, "has an id that an entry before it has");
      }
    }
    return new HistoryKeys(byId, plain ? null : byId.values().iterator().next());
  }

  private static HistoryKey key(String entry, int number) {
    int colon = entry.indexOf(':');
    try {
      byte[] bytes = Base64.getDecoder().decode(entry.substring(colon + 1));
      return new HistoryKey(entry.substring(0, Math.max(colon, 0)), bytes);
    } catch (IllegalArgumentException notOne) {
      throw fault(
          number, "is not id:key with a key of 32 bytes in base64 (openssl rand -base64 32)");
    }
  }

  private static IllegalArgumentException fault(int number, String what) {
    return new IllegalArgumentException(VARIABLE + ": entry " + number + " " + what);
  }

  /** Whether there are none, so that nothing was ever encrypted that could be read. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }

  /** The key that encrypts; empty where nothing is to be encrypted. */
  Optional<HistoryKey> first() {
    return Optional.ofNullable(first);
  }

  Optional<HistoryKey> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** In their order. */
  Collection<HistoryKey> all() {
    return byId.values();
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "HistoryKeys" + byId.values();
  }
}
