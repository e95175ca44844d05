package dev.tocsin.standalone.command;

import dev.tocsin.standalone.dev.LocalTocsin;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything on one machine, until Ctrl-C. */
@Command(
    name = "dev",
    description = "Starts everything on this machine, and runs until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Listens on loopback only. State is kept in .tocsin/ (or TOCSIN_HOME), also",
      "when the machine or a part of it crashes."
    })
public final class DevCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (StopSignal signal = StopSignal.install();
        LocalTocsin tocsin = LocalTocsin.start(System.getenv(), out::println)) {
      Banner.print(tocsin, out);
      signal.await();
      out.println("Stopping.");
    }
    return ExitCode.OK;
  }
}
