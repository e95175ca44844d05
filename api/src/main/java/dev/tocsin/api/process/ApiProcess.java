package dev.tocsin.api.process;

import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.api.inbound.SnsSource;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.event.EventDao;
import dev.tocsin.store.key.ApiKeyDao;
import dev.tocsin.store.partition.PartitionDao;
import dev.tocsin.worker.health.PollersHealthCheck;
import dev.tocsin.worker.health.PostgresHealthCheck;
import dev.tocsin.worker.health.TemporalHealthCheck;
import dev.tocsin.worker.history.HistoryKeys;
import dev.tocsin.worker.metrics.BacklogGauges;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.metrics.MetricsServlet;
import dev.tocsin.worker.process.Engine;
import dev.tocsin.worker.temporal.TemporalConnection;
import dev.tocsin.worker.temporal.Workers;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Clock;
import java.util.List;

/**
 * The parts of an API process of its own: a pool, a connection to Temporal and, where it is eager,
 * a worker for the events that it starts.
 */
public final class ApiProcess implements ApiParts.Source {
  private final Metrics metrics;
  private final List<WorkerInterceptor> interceptors;

  /**
   * @param metrics of the whole process, served at /metrics
   * @param interceptors around the workflows and activities of the eager worker; usually none
   */
  public ApiProcess(Metrics metrics, List<WorkerInterceptor> interceptors) {
    this.metrics = metrics;
    this.interceptors = List.copyOf(interceptors);
  }

  @Override
  public ApiParts open(ApiConfiguration config, Environment environment) {
    Clock clock = Clock.systemUTC();
    HistoryKeys keys = config.history().historyKeys();
    Database database = Database.open(config.database());
    environment.lifecycle().manage(new Schema(database, config, clock));
    TemporalConnection temporal =
        TemporalConnection.open(config.temporal(), keys, metrics.temporalScope());
    environment.lifecycle().manage(closing(temporal));
    ChannelRegistry channels = StandardChannels.of(config.delivery().channels());
    if (config.eager()) {
      Engine engine =
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
      Workers workers = new Workers(temporal.client(), config.limits(), interceptors);
      engine.hostEvents(workers);
      environment.lifecycle().manage(new EagerWorker(engine, workers));
    }
    BacklogGauges.register(metrics.registry(), new EventDao(database), clock);
    observe(environment, database, temporal.client());
    return new ApiParts(
        database,
        temporal.client(),
        metrics.registry(),
        channels,
        clock,
        SnsSource.standard(config.delivery().channels().guard()));
  }

  private void observe(Environment environment, Database database, WorkflowClient client) {
    environment.healthChecks().register("postgres", new PostgresHealthCheck(database));
    environment.healthChecks().register("temporal", new TemporalHealthCheck(client));
    environment
        .healthChecks()
        .register("worker", new PollersHealthCheck(client, TaskQueues.DELIVERIES));
    environment.admin().addServlet("metrics", new MetricsServlet(metrics)).addMapping("/metrics");
  }

  private static Managed closing(AutoCloseable part) {
    return new Managed() {
      @Override
      public void stop() throws Exception {
        part.close();
      }
    };
  }

  /** Brings the database up to date before anything uses it, and closes the pool after all. */
  private record Schema(Database database, ApiConfiguration config, Clock clock)
      implements Managed {
    @Override
    public void start() {
      database.migrate();
      new PartitionDao(database, config.retention()).makeAhead(clock.instant());
      config
          .bootstrapKey()
          .ifPresent(
              key -> new ApiKeyDao(database).store(key, "default", "bootstrap", clock.instant()));
    }

    @Override
    public void stop() {
      database.close();
    }
  }

  private record EagerWorker(Engine engine, Workers workers) implements Managed {
    @Override
    public void start() {
      engine.start();
      workers.start();
    }

    @Override
    public void stop() {
      workers.close();
      engine.close();
    }
  }
}
