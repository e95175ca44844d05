package dev.tocsin.standalone.command;

import com.uber.m3.tally.NoopScope;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.activities.delivery.DeliveryRefs;
import dev.tocsin.activities.recovery.Recovery;
import dev.tocsin.standalone.dev.DevConnection;
import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.store.database.Database;
import dev.tocsin.worker.config.DeliveryConfig;
import dev.tocsin.worker.config.TemporalConfig;
import dev.tocsin.worker.health.TemporalHealthCheck;
import dev.tocsin.worker.history.HistoryKeys;
import dev.tocsin.worker.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What recovery does by itself in time, at once and whatever is due when. */
@Command(
    name = "recover",
    description = "Starts every unfinished event and delivery that nobody carries.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "For a Temporal that lost its data. Harmless at any other time: what runs is",
      "left alone. Works on DATABASE_URL and TEMPORAL_ADDRESS, or on the",
      "./tocsin dev that runs here; workers must run for anything to be delivered."
    })
public final class RecoverCommand implements Callable<Integer> {
  private static final Duration EVER = Duration.ofDays(365);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    recover(System.getenv(), spec.commandLine().getOut());
    return ExitCode.OK;
  }

  /**
   * Does what the command does.
   *
   * @param caller the environment: says where the servers are, or which {@code dev}'s they are
   * @param out takes the progress and the result
   */
  public static void recover(Map<String, String> caller, PrintWriter out) {
    Map<String, String> environment = DevConnection.over(caller);
    try (Database database = CommandDatabase.open(environment);
        TemporalConnection temporal = temporal(environment)) {
      Recovery recovery = new Recovery(database, new DeliveryRefs(channels()), temporal.client());
      Instant now = Instant.now();
      int events =
          recovery.startPending(
              now,
              Duration.ZERO,
              Duration.ZERO,
              Integer.MAX_VALUE,
              started -> tell(out, started + " pending events started"));
      int deliveries =
          recovery.startAbandoned(
              now.plus(EVER), looked -> tell(out, looked + " open deliveries looked at"));
      int resumed = recovery.resumeWaiting();
      recovery.startOperations(now);
      int targets = recovery.startUnattended(now.plus(EVER));
      out.printf(
          "Started %d events and %d deliveries, resumed %d, probing %d targets.%n",
          events, deliveries, resumed, targets);
    }
  }

  private static void tell(PrintWriter out, String progress) {
    out.println("  " + progress);
    out.flush();
  }

  private static TemporalConnection temporal(Map<String, String> environment) {
    String address = environment.getOrDefault("TEMPORAL_ADDRESS", "127.0.0.1:7233");
    TemporalConnection temporal =
        TemporalConnection.open(
            new TemporalConfig(address, environment.getOrDefault("TEMPORAL_NAMESPACE", "default")),
            HistoryKeys.parse(environment.getOrDefault(HistoryKeys.VARIABLE, "")),
            new NoopScope());
    if (!new TemporalHealthCheck(temporal.client()).execute().isHealthy()) {
      temporal.close();
      throw new LocalServerException(
          "Temporal does not answer at " + address + "; set TEMPORAL_ADDRESS.");
    }
    return temporal;
  }

  /** Only for what operators see of a target: nothing is sent from here, so no setting matters. */
  private static ChannelRegistry channels() {
    return StandardChannels.of(
        new DeliveryConfig(
                "recover@example.com",
                null,
                null,
                System.getProperty("java.io.tmpdir"),
                PrivateTargets.DENY,
                null,
                null)
            .channels());
  }
}
