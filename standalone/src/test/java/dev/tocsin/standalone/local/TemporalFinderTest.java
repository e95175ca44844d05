package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalFinderTest {
  private static final TemporalSource FIRST = FakeTool.source("the first", FakeTool.CONTENT);
  private static final TemporalSource SECOND = FakeTool.source("the second", FakeTool.CONTENT);

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Lines lines = new Lines();
  private TemporalCache cache;

  @BeforeEach
  void everythingIsThere() throws IOException {
    FakeTool.program(folder.resolve("bin"), "temporal", FakeTool.CONTENT);
    cache = new TemporalCache(folder.resolve("cache"), FakeTool.release(folder));
    environment.put("TEMPORAL_ADDRESS", "elsewhere:7233");
    environment.put("PATH", folder.resolve("bin").toString());
  }

  @Test
  void takesTheAddressFirst() throws IOException {
    cache.install(FIRST);
    assertThat(find(FIRST)).isEqualTo(new FoundTemporal.Running("elsewhere:7233"));
  }

  @Test
  void takesTheToolOnThePathBeforeTheCache() throws IOException {
    environment.remove("TEMPORAL_ADDRESS");
    cache.install(FIRST);
    assertTool(find(FIRST), folder.resolve("bin/temporal"), "on the PATH, temporal version 9.9.9");
  }

  @Test
  void passesOverAToolThatCannotBeRun() throws IOException {
    environment.remove("TEMPORAL_ADDRESS");
    FakeTool.program(folder.resolve("bin"), "temporal", "#!/bin/sh\nexit 1\n");
    cache.install(FIRST);
    assertTool(find(FIRST), cache.binary(), "from the cache");
  }

  @Test
  void takesTheCacheBeforeTheNetwork() throws IOException {
    bareMachine();
    cache.install(FIRST);
    assertTool(find(FakeTool.without("the network")), cache.binary(), "from the cache");
    assertThat(lines.all()).isEmpty();
  }

  @Test
  void fetchesFromTheFirstSourceThatHasIt() {
    bareMachine();
    assertTool(find(FIRST, SECOND), cache.binary(), "from the first, checksum verified");
    assertThat(lines.all()).containsExactly("Fetching Temporal 9.9.9: the first");
  }

  @Test
  void goesOnToTheNextSource() {
    bareMachine();
    FoundTemporal found =
        find(FakeTool.without("none"), FakeTool.source("forged", "#!/bin/sh\necho evil"), SECOND);
    assertTool(found, cache.binary(), "from the second, checksum verified");
  }

  @Test
  void fallsBackToMemoryAndSaysWhatWasTried() {
    bareMachine();
    assertThat(find(FakeTool.without("the network")))
        .asInstanceOf(type(FoundTemporal.Memory.class))
        .satisfies(
            memory ->
                assertThat(memory.reasons())
                    .containsExactly(
                        "no temporal on the PATH",
                        "none in the cache at " + cache.binary(),
                        "the network: no connection"));
  }

  @Test
  void downloadsNothingThatItCouldNotVerify() {
    bareMachine();
    TemporalRelease unknown = new TemporalRelease("9.9.9", "other-cpu", Map.of(), Map.of());
    cache = new TemporalCache(folder.resolve("cache"), unknown);
    assertThat(find(FIRST))
        .asInstanceOf(type(FoundTemporal.Memory.class))
        .satisfies(
            memory ->
                assertThat(memory.reasons())
                    .last()
                    .asString()
                    .contains("no checksum is pinned for other-cpu", "install the temporal CLI"));
  }

  @Test
  void asksForAToolOnlyWhenToldTo() {
    environment.put("TOCSIN_TEMPORAL", "cli");
    assertTool(find(FIRST), folder.resolve("bin/temporal"), "on the PATH");
    bareMachine();
    assertThatThrownBy(() -> find(FakeTool.without("the network")))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("TOCSIN_TEMPORAL=cli")
        .hasMessageContaining("the network: no connection");
  }

  @Test
  void staysInMemoryWhenToldTo() {
    environment.put("TOCSIN_TEMPORAL", "memory");
    assertThat(find(FIRST)).isInstanceOf(FoundTemporal.Memory.class);
  }

  @Test
  void refusesAnUnknownChoice() {
    environment.put("TOCSIN_TEMPORAL", "cloud");
    assertThatThrownBy(() -> find(FIRST))
        .isInstanceOf(LocalServerException.class)
        .hasMessage("TOCSIN_TEMPORAL=cloud is unknown: it takes auto, cli or memory.");
  }

  private void bareMachine() {
    environment.remove("TEMPORAL_ADDRESS");
    environment.put("PATH", folder.resolve("nothing here").toString());
  }

  private FoundTemporal find(TemporalSource... sources) {
    return new TemporalFinder(environment, cache, List.of(sources), lines).find();
  }

  private static void assertTool(FoundTemporal found, Path binary, String origin) {
    assertThat(found)
        .asInstanceOf(type(FoundTemporal.Tool.class))
        .satisfies(
            tool -> {
              assertThat(tool.binary()).isEqualTo(binary);
              assertThat(tool.origin()).contains(origin);
            });
  }
}
