package dev.tocsin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does several things at the same time and waits for all; the first failure is thrown. */
public final class Parallel {
  private Parallel() {}

  /** Something that may fail. */
  public interface Step {
    void run() throws Exception;
  }

  public static void run(Step... steps) throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (Step step : steps) {
      calls.add(
          () -> {
            step.run();
            return true;
          });
    }
    all(calls);
  }

  /** What each gave, in their order. They all begin together. */
  public static <T> List<T> all(List<Callable<T>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      CyclicBarrier together = new CyclicBarrier(calls.size());
      List<Future<T>> running =
          calls.stream()
              .map(
                  call ->
                      threads.submit(
                          () -> {
                            together.await(30, TimeUnit.SECONDS);
                            return call.call();
                          }))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
