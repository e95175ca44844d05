package dev.tocsin.standalone.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.contract.temporal.TocsinSearchAttributes;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DevServerCommandTest {
  private static final Path DATABASE = Path.of("/home/me/.tocsin/temporal/temporal.db");
  private static final DevServerCommand COMMAND =
      new DevServerCommand(
          Path.of("/bin/temporal"), DATABASE, 7233, OptionalInt.of(8233), "default");

  @Test
  void listensOnLoopbackAndKeepsItsStateDurably() {
    assertThat(COMMAND.line())
        .containsSequence("--ip", "127.0.0.1", "--port", "7233", "--ui-port", "8233")
        .containsSequence("--db-filename", DATABASE.toString())
        .containsSequence("--sqlite-pragma", "synchronous=full");
  }

  @Test
  void turnsOnFairnessAndLiftsTheLimitsOfSharedClusters() {
    assertThat(COMMAND.line())
        .containsSequence("--dynamic-config-value", "matching.enableFairness=true")
        .containsSequence("--dynamic-config-value", "matching.numTaskqueueReadPartitions=1")
        .containsSequence("--dynamic-config-value", "matching.numTaskqueueWritePartitions=1")
        .containsSequence("--dynamic-config-value", "frontend.rps=100000")
        .containsSequence("--dynamic-config-value", "frontend.namespaceRPS=100000");
  }

  @Test
  void registersEverySearchAttribute() {
    assertThat(COMMAND.line())
        .contains("TocsinStatus=Keyword", "TocsinEventType=KeywordList")
        .filteredOn("--search-attribute"::equals)
        .hasSameSizeAs(TocsinSearchAttributes.registrations().keySet());
  }

  @Test
  void recognizesItsOwnServerOnly() {
    List<String> ours = COMMAND.line().subList(1, COMMAND.line().size());
    assertThat(DevServerCommand.isOn(DATABASE, ours)).isTrue();
    assertThat(DevServerCommand.isOn(Path.of("/other.db"), ours)).isFalse();
    assertThat(DevServerCommand.isOn(DATABASE, List.of(DATABASE.toString()))).isFalse();
    assertThat(DevServerCommand.isOn(DATABASE, List.of("start-dev", "--db-filename"))).isFalse();
    assertThat(DevServerCommand.isOn(DATABASE, List.of())).isFalse();
  }
}
