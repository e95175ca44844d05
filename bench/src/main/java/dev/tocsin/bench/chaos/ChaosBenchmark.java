package dev.tocsin.bench.chaos;

import dev.tocsin.bench.load.Receiver;
import dev.tocsin.bench.report.Budget;
import dev.tocsin.bench.report.Grid;
import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.run.Benchmark;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.run.Progress;
import dev.tocsin.bench.system.SplitTocsin;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.RetrySchedule;
import dev.tocsin.client.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Load, while API, worker, Temporal and PostgreSQL are killed in turn. */
@Command(
    name = "chaos",
    description = "Load while API, worker, Temporal and PostgreSQL are killed -9.",
    mixinStandardHelpOptions = true)
public final class ChaosBenchmark extends Benchmark {
  private static final int ROUNDS = 10;
  private static final int PER_SECOND = 20;
  private static final List<Integer> RETRY_SECONDS = List.of(1, 1, 2, 2, 5, 5, 10, 10, 10);

  @Override
  protected Report measure(Conditions conditions, Progress progress) throws Exception {
    int calmSeconds = conditions.quick() ? 3 : 30;
    Ledger ledger = new Ledger();
    try (Receiver receiver = new Receiver(hook -> ledger.received(hook, System.nanoTime()));
        SplitTocsin tocsin = SplitTocsin.start(progress);
        Publishers publishers = new Publishers(tocsin.url(), tocsin.key(), ledger)) {
      subscribe(tocsin, receiver.url(Ledger.STEADY));
      subscribe(tocsin, receiver.url(Ledger.SHAKY));
      Map<String, String> versions = tocsin.versions();
      publishers.start(PER_SECOND);
      Killings killings = new Killings(tocsin, ledger, calmSeconds);
      List<Round> rounds = new ArrayList<>();
      for (int number = 1; number <= ROUNDS; number++) {
        progress.say(
            "round %d of %d: kill -9 of %s; %,d events accepted, %,d of them under way"
                .formatted(
                    number, ROUNDS, Victim.of(number), ledger.accepted(), ledger.underWay()));
        rounds.add(killings.round(number));
      }
      progress.say("waiting for what is under way");
      Aftermath aftermath = Aftermath.await(tocsin, publishers, ledger);
      return new Report(
          "chaos",
          versions,
          settings(calmSeconds, publishers),
          List.of(rounds(ledger, rounds), answers(publishers, aftermath)),
          budgets(ledger, publishers, aftermath));
    }
  }

  private static void subscribe(SplitTocsin tocsin, String url) {
    tocsin
        .client()
        .subscribe(
            NewSubscription.toType(Publishers.TYPE, Severity.LOW, "WEBHOOK", url)
                .withRetry(RetrySchedule.ofSeconds(RETRY_SECONDS)));
  }

  private static Map<String, Object> settings(int calmSeconds, Publishers publishers) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rounds", ROUNDS);
    settings.put("eventsPerSecond", PER_SECOND);
    settings.put("webhooksPerEvent", 2);
    settings.put("mostUnderWay", Publishers.MOST_UNDER_WAY);
    settings.put("calmSeconds", calmSeconds);
    settings.put("answers", publishers.answers());
    return settings;
  }

  private static Grid rounds(Ledger ledger, List<Round> rounds) {
    Grid.Builder grid =
        Grid.of(
            "%d events/s to 2 webhooks each; seconds are from kill -9 on".formatted(PER_SECOND),
            "killed",
            "accepted",
            "delivered",
            "lost",
            "twice",
            "202 s",
            "webhook s",
            "retry s");
    for (int i = 0; i < rounds.size(); i++) {
      Round round = rounds.get(i);
      boolean last = i == rounds.size() - 1;
      Fate fate =
          ledger.fate(round.beganAt(), last ? System.nanoTime() : rounds.get(i + 1).beganAt());
      grid.row(
          "%2d %s".formatted(round.number(), round.victim()),
          fate.accepted(),
          fate.delivered(),
          fate.lost(),
          fate.repeats(),
          seconds(ledger.untilAccepted(round.killedAt())),
          seconds(ledger.untilDelivered(round.killedAt())),
          seconds(ledger.untilRetried(round.killedAt())));
    }
    return grid.build();
  }

  private static double seconds(long nanos) {
    return nanos == Long.MAX_VALUE ? Double.NaN : nanos / 1e9;
  }

  private static Grid answers(Publishers publishers, Aftermath aftermath) {
    Map<Integer, Integer> answers = publishers.answers();
    return Grid.of("all together", "", "figure")
        .row("answers 202", answers.getOrDefault(202, 0))
        .row("answers 503", answers.getOrDefault(503, 0))
        .row("no answer", answers.getOrDefault(Publishers.NO_ANSWER, 0))
        .row("seconds until all was delivered", aftermath.seconds())
        .build();
  }

  private static List<Budget> budgets(Ledger ledger, Publishers publishers, Aftermath aftermath) {
    Map<Integer, Integer> others = publishers.answers();
    others.keySet().removeAll(List.of(202, 503, Publishers.NO_ANSWER));
    Fate fate = ledger.fate(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    return List.of(
        Budget.exactly("accepted events that are lost", 0, fate.lost()),
        Budget.exactly("accepted events that are not NOTIFIED", 0, aftermath.unfinished()),
        Budget.exactly("webhooks under an id of no delivery", 0, aftermath.unknownIds()),
        Budget.exactly("webhooks whose id changed", 0, aftermath.changedIds()),
        Budget.exactly(
            "answers other than 202 and 503",
            0,
            others.values().stream().mapToInt(Integer::intValue).sum()));
  }
}
