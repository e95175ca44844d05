package dev.tocsin.worker.process;

import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.contract.temporal.TaskQueues;
import dev.tocsin.worker.health.PollersHealthCheck;
import dev.tocsin.worker.health.PostgresHealthCheck;
import dev.tocsin.worker.health.TemporalHealthCheck;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.metrics.MetricsServlet;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.util.List;
import java.util.Map;

/** The worker as a production process: configuration, health, metrics and a graceful stop. */
public final class WorkerApplication extends ProcessApplication<WorkerConfig> {
  /** The configuration that comes with the program. */
  public static final String DEFAULT_CONFIG = "tocsin-worker.yml";

  /**
   * @param environment what the configuration's {@code ${NAME:-default}} are filled from
   */
  public WorkerApplication(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public String getName() {
    return "tocsin-worker";
  }

  @Override
  public void run(WorkerConfig config, Environment dropwizard) {
    dropwizard.jersey().disable();
    Metrics metrics = new Metrics();
    WorkerProcess process =
        new WorkerProcess(
            config, StandardChannels.of(config.delivery().channels()), metrics, List.of());
    dropwizard
        .lifecycle()
        .manage(
            new Managed() {
              @Override
              public void start() {
                process.start();
              }

              @Override
              public void stop() {
                process.close();
              }
            });
    dropwizard.healthChecks().register("postgres", new PostgresHealthCheck(process.database()));
    dropwizard
        .healthChecks()
        .register("temporal", new TemporalHealthCheck(process.temporal().client()));
    dropwizard
        .healthChecks()
        .register(
            "worker", new PollersHealthCheck(process.temporal().client(), TaskQueues.DELIVERIES));
    dropwizard.admin().addServlet("metrics", new MetricsServlet(metrics)).addMapping("/metrics");
  }
}
