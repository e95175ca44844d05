package dev.tocsin.standalone.crash;

import dev.tocsin.activities.channel.standard.StandardChannels;
import dev.tocsin.api.process.ApiApplication;
import dev.tocsin.worker.config.ConfigurationSource;
import dev.tocsin.worker.metrics.Metrics;
import dev.tocsin.worker.metrics.MetricsServlet;
import dev.tocsin.worker.process.WorkerApplication;
import dev.tocsin.worker.process.WorkerConfig;
import dev.tocsin.worker.process.WorkerProcess;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The API or the worker, made of the parts of production, halting where a test orders it. */
public final class HaltingTocsin {
  private HaltingTocsin() {}

  /** Takes the role ({@code api} or {@code worker}) and the folder of the orders. */
  public static void main(String[] arguments) throws Exception {
    Halts halts = new Halts(Path.of(arguments[1]));
    if (arguments[0].equals("api")) {
      new ApiApplication(System.getenv(), new HaltingApi(halts))
          .run("server", ApiApplication.DEFAULT_CONFIG);
    } else {
      new Worker(halts).run("server", WorkerApplication.DEFAULT_CONFIG);
    }
    new CountDownLatch(1).await();
  }

  private static final class Worker extends Application<WorkerConfig> {
    private final Halts halts;

    Worker(Halts halts) {
      this.halts = halts;
    }

    @Override
    public void initialize(Bootstrap<WorkerConfig> bootstrap) {
      bootstrap.setConfigurationSourceProvider(ConfigurationSource.of(System.getenv()));
    }

    @Override
    public void run(WorkerConfig config, Environment environment) {
      environment.jersey().disable();
      Metrics metrics = new Metrics();
      WorkerProcess worker =
          new WorkerProcess(
              config,
              HaltingChannels.around(StandardChannels.of(config.delivery().channels()), halts),
              metrics,
              List.of(new HaltingWork(halts)));
      worker.database().jdbi().setSqlLogger(new HaltingStatements(halts));
      environment.admin().addServlet("metrics", new MetricsServlet(metrics)).addMapping("/metrics");
      worker.start();
    }
  }
}
