package dev.tocsin.activities.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BackgroundLineTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void whatWaitsIsDoneInItsOrderWhileTheLineDrains() throws InterruptedException {
    BackgroundLine line = new BackgroundLine("test", 2, LONG);
    occupy(line);
    assertThat(line.add(() -> done.add(1))).isTrue();
    assertThat(line.add(() -> done.add(2))).isTrue();
    gate.countDown();
    line.close();
    assertThat(done).containsExactly(1, 2);
    assertThat(line.add(() -> done.add(3))).isFalse();
  }

  @Test
  void oneMoreThanMayWaitIsRefused() throws InterruptedException {
    try (BackgroundLine line = new BackgroundLine("test", 1, LONG)) {
      occupy(line);
      assertThat(line.add(() -> done.add(1))).isTrue();
      assertThat(line.add(() -> done.add(2))).isFalse();
      gate.countDown();
    }
    assertThat(done).containsExactly(1);
  }

  @Test
  void withoutTimeToDrainWhatWaitsIsDroppedAndWhatIsUnderWayInterrupted()
      throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    BackgroundLine line = new BackgroundLine("test", 1, Duration.ZERO);
    line.add(
        () -> {
          started.countDown();
          try {
            gate.await();
          } catch (InterruptedException stop) {
            interrupted.countDown();
          }
        });
    started.await();
    line.add(() -> done.add(1));
    line.close();
    interrupted.await();
    assertThat(done).isEmpty();
  }

  @Test
  void aTaskThatFailsStopsNoOther() {
    try (BackgroundLine line = new BackgroundLine("test", 2, LONG)) {
      line.add(
          () -> {
            throw new IllegalStateException("Expected: the line goes on");
          });
      line.add(() -> done.add(1));
    }
    assertThat(done).containsExactly(1);
  }

  /** Until the gate opens. */
  private void occupy(BackgroundLine line) throws InterruptedException {
    line.add(
        () -> {
          started.countDown();
          try {
            gate.await();
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
        });
    started.await();
  }
}
