package dev.tocsin.worker.process;

import dev.tocsin.worker.config.ConfigurationSource;
import dev.tocsin.worker.config.ProcessConfig;
import dev.tocsin.worker.history.HistoryKeys;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.util.Map;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * What the API and the worker have in common as Dropwizard applications: where the configuration
 * comes from, and that a start that fails is told to the caller instead of ending the JVM.
 */
public abstract class ProcessApplication<C extends ProcessConfig> extends Application<C> {
  private final Map<String, String> variables;

  /**
   * @param variables what the configuration's {@code ${NAME:-default}} are filled from
   */
  protected ProcessApplication(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * Starts, and returns when everything runs.
   *
   * @param config a YAML file, or a resource of that name
   * @throws StartFailedException where it does not start; the message is for whoever configured it
   */
  public final void start(String config) {
    try {
      // First of all: a parser of YAML shows the line that it cannot read.
      HistoryKeys.parse(variables.getOrDefault(HistoryKeys.VARIABLE, ""));
      run("server", config);
    } catch (StartFailedException told) {
      throw told;
    } catch (Exception failed) {
      throw new StartFailedException(getName(), failed);
    }
  }

  @Override
  public void initialize(Bootstrap<C> bootstrap) {
    bootstrap.setConfigurationSourceProvider(ConfigurationSource.of(variables));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<C> bootstrap) {
    bootstrap.addCommand(
        new ServerCommand<>(this) {
          @Override
          public void onError(Cli cli, Namespace namespace, Throwable failure) {
            // Told by onFatalError, without Dropwizard's stack trace.
          }
        });
  }

  @Override
  protected void onFatalError(Throwable failure) {
    throw new StartFailedException(getName(), failure);
  }

  /** A process that did not start. */
  public static final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailedException(String process, Throwable failure) {
      super(process + " did not start: " + reason(failure), failure);
    }

    /** A configuration's faults are told one by one; of other failures the root says most. */
    private static String reason(Throwable failure) {
      if (failure instanceof ConfigurationException) {
        return String.valueOf(failure.getMessage()).strip();
      }
      Throwable root = failure;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
  }
}
