package dev.tocsin.standalone.command;

import dev.tocsin.standalone.local.Ports;
import dev.tocsin.worker.process.WorkerApplication;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The worker as a production process, until SIGTERM. */
@Command(
    name = "worker",
    description = "Runs the worker process (production), until SIGTERM.",
    mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "A YAML file; default: the settings that come with Tocsin.")
  private String config = WorkerApplication.DEFAULT_CONFIG;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = ProcessEnvironment.of(System.getenv());
    Ports.ADMIN.claim(environment);
    Foreground.run(new WorkerApplication(environment), config);
    return ExitCode.OK;
  }
}
