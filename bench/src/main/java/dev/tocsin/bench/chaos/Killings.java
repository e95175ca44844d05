package dev.tocsin.bench.chaos;

import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.SplitTocsin;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Kills one after the other, each once the one before has recovered. */
final class Killings {
  /** What a supervisor takes to notice. */
  private static final long DOWN_MS = 1_000;

  private static final long AT_MOST_LATER_MS = 1_000;
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(2);

  private final Random moments = new Random(1);
  private final SplitTocsin tocsin;
  private final Ledger ledger;
  private final int calmSeconds;

  /**
   * @param calmSeconds of load before each kill, and a random part of a second more
   */
  Killings(SplitTocsin tocsin, Ledger ledger, int calmSeconds) {
    this.tocsin = tocsin;
    this.ledger = ledger;
    this.calmSeconds = calmSeconds;
  }

  /** Load, a kill, and recovery, or as much of it as comes within two minutes. */
  Round round(int number) throws Exception {
    Victim victim = Victim.of(number);
    long beganAt = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(
        TimeUnit.SECONDS.toMillis(calmSeconds) + moments.nextLong(AT_MOST_LATER_MS));
    victim.kill(tocsin);
    long killedAt = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(DOWN_MS);
    victim.restart(tocsin);
    Wait.until(LONGEST_RECOVERY, () -> hasRecovered(killedAt));
    return new Round(number, victim, beganAt, killedAt);
  }

  private boolean hasRecovered(long killedAt) {
    return ledger.untilAccepted(killedAt) < Long.MAX_VALUE
        && ledger.untilDelivered(killedAt) < Long.MAX_VALUE
        && ledger.untilRetried(killedAt) < Long.MAX_VALUE;
  }
}
