package dev.tocsin.standalone.command;

import dev.tocsin.api.process.ApiApplication;
import dev.tocsin.api.process.ApiProcess;
import dev.tocsin.standalone.local.Ports;
import dev.tocsin.worker.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The API as a production process, until SIGTERM. */
@Command(
    name = "api",
    description = "Runs the API process (production), until SIGTERM.",
    mixinStandardHelpOptions = true)
public final class ApiCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "A YAML file; default: the settings that come with Tocsin.")
  private String config = ApiApplication.DEFAULT_CONFIG;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = ProcessEnvironment.of(System.getenv());
    Ports.API.claim(environment);
    Ports.ADMIN.claim(environment);
    Foreground.run(
        new ApiApplication(environment, new ApiProcess(new Metrics(), List.of())), config);
    return ExitCode.OK;
  }
}
