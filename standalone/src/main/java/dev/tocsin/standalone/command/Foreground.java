package dev.tocsin.standalone.command;

import dev.tocsin.worker.process.ProcessApplication;
import java.util.concurrent.CountDownLatch;

/** Runs a process until it is told to end; Jetty stops it in order then. */
final class Foreground {
  private Foreground() {}

  static void run(ProcessApplication<?> application, String config) throws InterruptedException {
    application.start(config);
    new CountDownLatch(1).await();
  }
}
