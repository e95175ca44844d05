package dev.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrowdTest {

  @Test
  void doesEachOnceAndCountsWhatFails() throws Exception {
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Sample sample =
        Crowd.run(
            4,
            100,
            number -> {
              assertThat(done.add(number)).isTrue();
              if (number == 7) {
                throw new IOException("no answer");
              }
              return number != 8;
            });
    assertThat(done).hasSize(100);
    assertThat(sample.done()).isEqualTo(98);
    assertThat(sample.failed()).isEqualTo(2);
    assertThat(sample.perSecond()).isPositive();
    assertThat(sample.p99()).isGreaterThanOrEqualTo(sample.p50());
  }

  @Test
  void doesThemSideBySide() throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    Sample sample = Crowd.run(4, 8, number -> together.await() >= 0);
    assertThat(sample.done()).isEqualTo(8);
  }
}
