package dev.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void publishesEachOnceAndCountsWhatIsNotAccepted() throws Exception {
    Set<Integer> published = ConcurrentHashMap.newKeySet();
    int failed =
        Pace.publish(
            10,
            10_000,
            sequence -> {
              assertThat(published.add(sequence)).isTrue();
              if (sequence == 3) {
                throw new IOException("no answer");
              }
              return sequence != 4;
            });
    assertThat(published).hasSize(10);
    assertThat(failed).isEqualTo(2);
  }
}
