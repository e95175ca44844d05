package dev.tocsin.bench.hostile;

import dev.tocsin.activities.channel.outbound.HostileReceiver;
import dev.tocsin.activities.channel.outbound.HostileReceiver.Behaviour;
import dev.tocsin.bench.run.Wait;
import dev.tocsin.bench.system.Rows.Went;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewEvent;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.RetrySchedule;
import dev.tocsin.client.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event to several targets at the same hostile receiver, tried twice each. */
final class Encounters {
  static final int DEADLINE_SECONDS = 3;
  static final int ATTEMPTS = 2;

  private static final int PAUSE_SECONDS = 1;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final double MEBIBYTE = 1024 * 1024;

  private final RunningTocsin tocsin;
  private final int targets;
  private int number;

  Encounters(RunningTocsin tocsin, int targets) {
    this.tocsin = tocsin;
    this.targets = targets;
  }

  Encounter with(Behaviour behaviour) throws Exception {
    String type = "bench.hostile." + ++number;
    try (HostileReceiver receiver = new HostileReceiver(behaviour)) {
      List<String> subscriptions = new ArrayList<>();
      for (int target = 0; target < targets; target++) {
        subscriptions.add(subscribe(type, receiver.url() + target));
      }
      long before = tocsin.heapAfterGc();
      tocsin.client().publish(NewEvent.of(type, Severity.HIGH, "Hostile"));
      TimeUnit.SECONDS.sleep(DEADLINE_SECONDS - 1);
      long meanwhile = tocsin.heapAfterGc();
      Wait.until(LONGEST_WAIT, () -> settled(tocsin.rows().went(subscriptions)));
      long after = tocsin.heapAfterGc();
      Went went = tocsin.rows().went(subscriptions);
      String outcome = tocsin.rows().outcomes(subscriptions).get(0);
      subscriptions.forEach(tocsin.client()::delete);
      return new Encounter(
          behaviour,
          outcome,
          went.open() + targets - went.all(),
          went.longestMs(),
          (Math.max(meanwhile, after) - before) / MEBIBYTE);
    }
  }

  private boolean settled(Went went) {
    return went.all() == targets && went.open() == 0;
  }

  private String subscribe(String type, String url) {
    NewSubscription wish =
        NewSubscription.toType(type, Severity.LOW, "WEBHOOK", url)
            .withRetry(RetrySchedule.ofSeconds(List.of(PAUSE_SECONDS)))
            .withTimeoutSeconds(DEADLINE_SECONDS);
    return tocsin.client().subscribe(wish).subscriptionId();
  }
}
