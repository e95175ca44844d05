package dev.tocsin.bench.plain;

import dev.tocsin.bench.run.BenchException;
import dev.tocsin.worker.config.ConfigurationSource;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** {@code POST /events} behind the same Jetty settings as Tocsin's, on a free port. */
public final class PlainApplication extends Application<Configuration> {
  private static final String CONFIG = "bench-plain.yml";

  private final EventTaker taker;
  private final AtomicReference<Server> started = new AtomicReference<>();

  private PlainApplication(EventTaker taker) {
    this.taker = taker;
  }

  /**
   * Starts it.
   *
   * @return the URL that it listens at
   */
  public static String start(EventTaker taker) throws Exception {
    PlainApplication application = new PlainApplication(taker);
    application.run("server", CONFIG);
    Server server = Objects.requireNonNull(application.started.get(), "Started without a server");
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector http && "application".equals(http.getName())) {
        return "http://127.0.0.1:" + http.getLocalPort();
      }
    }
    throw new BenchException("It does not listen");
  }

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(ConfigurationSource.of(Map.of()));
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new PlainEventResource(taker));
    environment.lifecycle().addServerLifecycleListener(started::set);
  }
}
