package dev.tocsin.standalone.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands here for the help: what measures is no part of this program, and the script starts it. */
@Command(
    name = "bench",
    description = "Measures Tocsin on this machine; ./tocsin bench lists what it can measure.")
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // taken so that they are no error
  @Unmatched
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("tocsin: run ./tocsin bench in a checkout.");
    return ExitCode.USAGE;
  }
}
