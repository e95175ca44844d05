package dev.tocsin.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which event types to list; what is null does not restrict.
 *
 * @param pageSize items in one answer, 1 to 200; null for the server's 50
 */
public record EventTypeQuery(
    @Nullable String domain, @Nullable String owner, @Nullable Integer pageSize) {

  /** All of them. */
  public static EventTypeQuery all() {
    return new EventTypeQuery(null, null, null);
  }

  public EventTypeQuery withDomain(@Nullable String newDomain) {
    return new EventTypeQuery(newDomain, owner, pageSize);
  }

  public EventTypeQuery withOwner(@Nullable String newOwner) {
    return new EventTypeQuery(domain, newOwner, pageSize);
  }

  public EventTypeQuery withPageSize(@Nullable Integer newPageSize) {
    return new EventTypeQuery(domain, owner, newPageSize);
  }

  Map<String, String> parameters() {
    return new Parameters()
        .add("domain", domain)
        .add("owner", owner)
        .add("limit", pageSize)
        .toMap();
  }
}
