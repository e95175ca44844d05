package dev.tocsin.standalone.command;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import java.util.concurrent.CountDownLatch;

/** Runs a Dropwizard application until the process is told to end; Jetty stops it in order then. */
final class Foreground {
  private Foreground() {}

  static void run(Application<? extends Configuration> application, String config)
      throws Exception {
    // Returns once everything is started; ends the process itself where that fails.
    application.run("server", config);
    new CountDownLatch(1).await();
  }
}
