package dev.tocsin.worker.process;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.store.circuit.CircuitOrdersDao;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.worker.config.ProcessConfig;
import dev.tocsin.worker.history.HistoryKeys;
import dev.tocsin.worker.metrics.BacklogGauges;
import dev.tocsin.worker.metrics.CircuitGauges;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.temporal.RecoveryStarter;
import dev.tocsin.worker.temporal.TemporalConnection;
import dev.tocsin.worker.temporal.Workers;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Clock;
import java.util.List;

/** The worker role: everything between its configuration and its pollers. */
public final class WorkerProcess implements AutoCloseable {
  private final Database database;
  private final TemporalConnection temporal;
  private final Engine engine;
  private final Workers workers;
  private final RecoveryStarter recovery;
  private final PartitionDao partitions;

  /**
   * @param channels what deliveries go by
   * @param interceptors around workflows and activities; usually none
   */
  public WorkerProcess(
      ProcessConfig config,
      ChannelRegistry channels,
      Metrics metrics,
      List<WorkerInterceptor> interceptors) {
    Clock clock = Clock.systemUTC();
    HistoryKeys keys = config.history().historyKeys();
    this.database = Database.open(config.database());
    this.temporal = TemporalConnection.open(config.temporal(), keys, metrics.temporalScope());
    this.engine =
        new Engine(
            database,
            channels,
            config.secrets().cipher(),
            config.retention(),
            config.circuit().settings(),
            config.limits(),
            temporal.client(),
            metrics.registry(),
            clock);
    this.workers = new Workers(temporal.client(), config.limits(), interceptors);
    this.recovery = new RecoveryStarter(temporal.client());
    this.partitions = new PartitionDao(database, config.retention());
    BacklogGauges.register(metrics.registry(), new EventDao(database), clock);
    CircuitGauges.register(metrics.registry(), new CircuitOrdersDao(database), clock);
  }

  public Database database() {
    return database;
  }

  public TemporalConnection temporal() {
    return temporal;
  }

  public void start() {
    database.migrate();
    partitions.makeAhead(Clock.systemUTC().instant());
    engine.start();
    engine.hostAll(workers);
    workers.start();
    recovery.start();
  }

  /** First what takes work, then what it works with. */
  @Override
  public void close() {
    recovery.close();
    workers.close();
    engine.close();
    temporal.close();
    database.close();
  }
}
