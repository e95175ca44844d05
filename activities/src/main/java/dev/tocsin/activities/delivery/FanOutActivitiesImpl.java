package dev.tocsin.activities.delivery;

import dev.tocsin.contract.fanout.FanOutActivities;
import dev.tocsin.contract.fanout.FanOutRange;
import dev.tocsin.contract.fanout.FanOutStep;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import dev.tocsin.contract.model.EventRef;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.delivery.AudienceDao;
import dev.tocsin.store.delivery.AudienceDao.CalledOff;
import dev.tocsin.store.delivery.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through large audiences. The rows decide what is left to do, so that a step which runs
 * again repeats nothing that was recorded. A target that is slow takes one place of many, and
 * delays nobody.
 */
public final class FanOutActivitiesImpl implements FanOutActivities {
  /** Attempts that the steps of this process have under way together, about. */
  private static final int UNDER_WAY = 512;

  /** What ends within this time of each other shares one commit, and makes room for others. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  private static final int PAGE = 100;
  private static final int ROWS_OF_A_STEP = 5_000;
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int CALLED_OFF_AT_ONCE = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(FanOutActivitiesImpl.class);

  private final AudienceDao audiences;
  private final DirectDeliveries deliveries;
  private final Consumer<DeliveryRef> handOver;
  private final Executor threads;
  private final Clock clock;
  private final AtomicInteger steps = new AtomicInteger();

  /**
   * @param handOver starts a workflow for the delivery, where it never had one
   */
  FanOutActivitiesImpl(
      Database database,
      DirectDeliveries deliveries,
      Consumer<DeliveryRef> handOver,
      Executor threads,
      Clock clock) {
    this.audiences = new AudienceDao(database);
    this.deliveries = deliveries;
    this.handOver = handOver;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public FanOutStep deliverRange(EventRef event, FanOutRange range) {
    steps.incrementAndGet();
    try (Heartbeat beat = Heartbeat.start()) {
      FanOutRange rest = new Step(event, range, beat).run();
      return new FanOutStep(rest, audiences.sent(event));
    } finally {
      steps.decrementAndGet();
    }
  }

  @Override
  public void callOffRest(EventRef event) {
    String reason = "The delivery of its event was cancelled in Temporal";
    int all = 0;
    try (Heartbeat beat = Heartbeat.start()) {
      String last = "";
      while (last != null) {
        CalledOff page =
            audiences.callOff(event, last, reason, clock.instant(), CALLED_OFF_AT_ONCE);
        all += page.count();
        last = page.last();
      }
    }
    LOG.info("{} deliveries of {} were called off", all, event.eventId());
  }

  private final class Step {
    private final EventRef event;
    private final FanOutRange range;
    private final Heartbeat beat;
    private final AttemptsUnderWay attempts = deliveries.newAttempts(TOGETHER);
    private final List<CompletableFuture<Void>> handOvers = new ArrayList<>();
    private final long until = System.nanoTime() + STEP_NANOS;
    private String read;
    private int rows;
    private boolean end;

    Step(EventRef event, FanOutRange range, Heartbeat beat) {
      this.event = event;
      this.range = range;
      this.beat = beat;
      this.read = range.after();
    }

    @Nullable FanOutRange run() {
      do {
        while (mayBeginMore()) {
          beginPage();
        }
        if (attempts.count() > 0) {
          giveAway(attempts.settle());
        }
      } while (attempts.count() > 0 || mayBeginMore());
      handOvers.forEach(CompletableFuture::join);
      return end ? null : new FanOutRange(read, range.until());
    }

    private boolean mayBeginMore() {
      return !end
          && rows < ROWS_OF_A_STEP
          && System.nanoTime() < until
          && !beat.isToStop()
          && attempts.count() < Math.max(PAGE, UNDER_WAY / steps.get());
    }

    private void beginPage() {
      List<DeliveryKey> page = audiences.next(event, new FanOutRange(read, range.until()), PAGE);
      end = page.size() < PAGE;
      rows += page.size();
      if (!page.isEmpty()) {
        read = page.get(page.size() - 1).deliveryId();
        giveAway(deliveries.beginUnfailing(attempts, page));
      }
    }

    private void giveAway(List<Delivery> unsent) {
      for (DeliveryRef delivery : deliveries.unheld(unsent)) {
        handOvers.add(CompletableFuture.runAsync(() -> handOver.accept(delivery), threads));
      }
    }
  }
}
