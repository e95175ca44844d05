package dev.tocsin.standalone.command;

import dev.tocsin.standalone.local.LocalServerException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import java.util.concurrent.CountDownLatch;

/** Runs a Dropwizard application until the process is told to end; Jetty stops it in order then. */
final class Foreground {
  private Foreground() {}

  /**
   * @throws LocalServerException where it does not start; the message is for whoever configured it
   */
  static void run(Application<? extends Configuration> application, String config)
      throws InterruptedException {
    try {
      application.run("server", config); // returns once everything is started
    } catch (Exception failed) {
      throw new LocalServerException(
          "The " + application.getName() + " process did not start: " + reason(failed), failed);
    }
    new CountDownLatch(1).await();
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
