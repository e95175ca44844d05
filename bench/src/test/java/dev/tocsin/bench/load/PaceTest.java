package dev.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void doesEachOnceAndCountsWhatFails() throws Exception {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Sample sample =
        Pace.run(
            10,
            10_000,
            number -> {
              assertThat(done.add(number)).isTrue();
              if (number == 3) {
                throw new IOException("no answer");
              }
              return number != 4;
            });
    assertThat(done).hasSize(10);
    assertThat(sample.failed()).isEqualTo(2);
    assertThat(sample.done()).isEqualTo(8);
  }
}
