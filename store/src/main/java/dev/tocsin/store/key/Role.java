package dev.tocsin.store.key;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key may do. A key has one or more of them; {@link #ADMIN} includes all. */
public enum Role {
  /** Publish events, look at one by its id, and try patterns. */
  PUBLISH,
  /** Make, see, change and delete subscriptions, and try patterns. */
  SUBSCRIBE,
  /** See events and deliveries, and give orders about deliveries. */
  OPERATE,
  /** Everything, and making and revoking keys of its tenant. */
  ADMIN;

  /** The names of all, for people: {@code publish, subscribe, operate, admin}. */
  public static final String NAMES =
      Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));

  /** As it is written in the API and in the table. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In any case; empty where it is none. */
  public static Optional<Role> parse(String text) {
    return Arrays.stream(values()).filter(role -> role.name().equalsIgnoreCase(text)).findFirst();
  }

  /** As they are written, in the order of this enum. */
  public static List<String> texts(Set<Role> roles) {
    return roles.stream().sorted().map(Role::text).toList();
  }
}
