package dev.tocsin.activities.channel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels of this process, by name, in the order in which the API lists them. */
public final class ChannelRegistry {
  private final Map<String, Channel> byName = new LinkedHashMap<>();

  /**
   * Of these channels; EMAIL and WEBHOOK come first by convention.
   *
   * @throws IllegalArgumentException where two have the same name
   */
  public ChannelRegistry(List<Channel> channels) {
    for (Channel channel : channels) {
      if (byName.put(channel.name(), channel) != null) {
        throw new IllegalArgumentException("Two channels are named " + channel.name());
      }
    }
  }

  /** The channel of exactly that (upper-case) name. */
  public Optional<Channel> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All names, in order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
