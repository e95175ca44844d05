package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalCacheTest {
  private static final TemporalSource GOOD = FakeTool.source("good", FakeTool.CONTENT);

  @TempDir Path folder;
  private Path cacheFolder;
  private TemporalCache cache;

  @BeforeEach
  void cache() throws IOException {
    cacheFolder = folder.resolve("cache");
    cache = new TemporalCache(cacheFolder, FakeTool.release(folder));
  }

  @Test
  void keepsWhatItFetched() throws IOException {
    assertThat(cache.lookUp()).isEmpty();
    Path binary = cache.install(GOOD).binary();
    assertThat(cache.lookUp()).contains(binary);
    assertThat(Files.isExecutable(binary)).isTrue();
  }

  @Test
  void keepsNothingWhoseHashIsWrong() throws IOException {
    assertThatThrownBy(() -> cache.install(FakeTool.source("forged", "#!/bin/sh\necho evil")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SHA-256");
    assertThat(cache.lookUp()).isEmpty();
    assertNothingIsLeftOver();
  }

  @Test
  void leavesNothingOfAFetchThatFailed() throws IOException {
    assertThatThrownBy(() -> cache.install(FakeTool.without("none"))).hasMessage("no connection");
    assertNothingIsLeftOver();
  }

  @Test
  void fetchesAnewWhatWasDamaged() throws IOException {
    Path binary = cache.install(GOOD).binary();
    Files.writeString(binary, "damaged");
    assertThat(cache.lookUp()).isEmpty();
    assertThat(cache.install(GOOD)).isEqualTo(new TemporalCache.Installed(binary, true));
    assertThat(cache.lookUp()).contains(binary);
  }

  @Test
  void fetchesOnceForAllWhoAskAtTheSameTime() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    TemporalSource counted =
        new TemporalSource() {
          @Override
          public String name() {
            return "counted";
          }

          @Override
          public Path fetch(TemporalRelease release, Path workshop) throws IOException {
            fetches.incrementAndGet();
            return GOOD.fetch(release, workshop);
          }
        };
    ExecutorService askers = Executors.newFixedThreadPool(8);
    try {
      List<Future<TemporalCache.Installed>> answers = new ArrayList<>();
      for (int asker = 0; asker < 8; asker++) {
        answers.add(askers.submit(() -> cache.install(counted)));
      }
      for (Future<TemporalCache.Installed> answer : answers) {
        assertThat(answer.get().binary()).isEqualTo(cache.binary());
      }
    } finally {
      askers.shutdownNow();
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void standsWhereTheXdgRulesSay() {
    assertThat(TemporalCache.folder(Map.of("XDG_CACHE_HOME", "/var/c", "HOME", "/home/me")))
        .isEqualTo(Path.of("/var/c/tocsin"));
    assertThat(TemporalCache.folder(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.cache/tocsin"));
    assertThat(TemporalCache.folder(Map.of("HOME", "/home/me")))
        .isEqualTo(Path.of("/home/me/.cache/tocsin"));
  }

  private void assertNothingIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(cacheFolder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsOnly("lock");
    }
  }
}
