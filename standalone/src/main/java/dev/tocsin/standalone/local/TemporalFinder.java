package dev.tocsin.standalone.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks for a Temporal, the cheapest place first: {@code TEMPORAL_ADDRESS}; a {@code temporal} tool
 * on the PATH; one in the user's cache; one fetched into that cache; and last the test server in
 * memory. {@code TOCSIN_TEMPORAL} narrows the search: {@code auto} (the default), {@code cli} (a
 * tool or nothing), {@code memory}.
 */
public final class TemporalFinder {
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(20);

  private final Map<String, String> environment;
  private final TemporalCache cache;
  private final List<TemporalSource> sources;
  private final Consumer<String> say;

  /**
   * Looks in the given places only.
   *
   * @param sources in the order in which to try them
   * @param say takes a line before something that lasts
   */
  public TemporalFinder(
      Map<String, String> environment,
      TemporalCache cache,
      List<TemporalSource> sources,
      Consumer<String> say) {
    this.environment = Map.copyOf(environment);
    this.cache = cache;
    this.sources = List.copyOf(sources);
    this.say = say;
  }

  /** With the pinned release, the user's cache, the official download and then pip. */
  public static TemporalFinder of(Map<String, String> environment, Consumer<String> say) {
    return new TemporalFinder(
        environment,
        new TemporalCache(TemporalCache.folder(environment), TemporalRelease.pinned()),
        List.of(new OfficialDownload(), new PipDownload(environment)),
        say);
  }

  /**
   * The first that is there.
   *
   * @throws LocalServerException when {@code TOCSIN_TEMPORAL} is none of its values, or is {@code
   *     cli} and no tool is to be had; the message says what was tried
   */
  public FoundTemporal find() {
    String mode = environment.getOrDefault("TOCSIN_TEMPORAL", "auto").toLowerCase(Locale.ROOT);
    return switch (mode) {
      case "", "auto" -> findAny();
      case "cli" -> findToolOrFail();
      case "memory" -> new FoundTemporal.Memory(List.of("TOCSIN_TEMPORAL=memory asks for it"));
      default ->
          throw new LocalServerException(
              "TOCSIN_TEMPORAL=%s is unknown: it takes auto, cli or memory.".formatted(mode));
    };
  }

  private FoundTemporal findAny() {
    String address = environment.getOrDefault("TEMPORAL_ADDRESS", "").trim();
    if (!address.isEmpty()) {
      return new FoundTemporal.Running(address);
    }
    List<String> reasons = new ArrayList<>();
    Optional<FoundTemporal> tool = findTool(reasons);
    return tool.isPresent() ? tool.get() : new FoundTemporal.Memory(reasons);
  }

  private FoundTemporal findToolOrFail() {
    List<String> reasons = new ArrayList<>();
    return findTool(reasons)
        .orElseThrow(
            () ->
                new LocalServerException(
                    "TOCSIN_TEMPORAL=cli, and no temporal tool is to be had: "
                        + String.join("; ", reasons)
                        + "."));
  }

  private Optional<FoundTemporal> findTool(List<String> reasons) {
    Optional<Path> onPath = Programs.find("temporal", environment);
    if (onPath.isPresent()) {
      Programs.Result version =
          Programs.run(List.of(onPath.get().toString(), "--version"), Map.of(), VERSION_LIMIT);
      if (version.isSuccess()) {
        return tool(onPath.get(), "on the PATH, " + version.lastLine());
      }
      reasons.add(onPath.get() + " cannot be run: " + version.lastLine());
    } else {
      reasons.add("no temporal on the PATH");
    }
    Optional<Path> cached = cache.lookUp();
    if (cached.isPresent()) {
      return fromCache(cached.get());
    }
    reasons.add("none in the cache at " + cache.binary());
    if (cache.release().binaryHash().isEmpty()) {
      reasons.add(
          "no checksum is pinned for %s, so none is downloaded: install the temporal CLI"
              .formatted(cache.release().platform()));
      return Optional.empty();
    }
    return fetch(reasons);
  }

  private Optional<FoundTemporal> fetch(List<String> reasons) {
    for (TemporalSource source : sources) {
      say.accept("Fetching Temporal %s: %s".formatted(cache.release().version(), source.name()));
      try {
        TemporalCache.Installed installed = cache.install(source);
        return installed.fetched()
            ? tool(
                installed.binary(),
                "from %s, checksum verified, version %s"
                    .formatted(source.name(), cache.release().version()))
            : fromCache(installed.binary());
      } catch (IOException e) {
        reasons.add(source.name() + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private Optional<FoundTemporal> fromCache(Path binary) {
    return tool(binary, "from the cache, version " + cache.release().version());
  }

  private static Optional<FoundTemporal> tool(Path binary, String origin) {
    return Optional.of(new FoundTemporal.Tool(binary, origin));
  }
}
