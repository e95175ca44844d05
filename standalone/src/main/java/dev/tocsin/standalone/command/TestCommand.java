package dev.tocsin.standalone.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stands here for the help; the script runs the tests before it would start this program. */
@Command(name = "test", description = "Runs all tests; further arguments go to Maven (-pl store).")
public final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // taken so that they are no error
  @Parameters(arity = "0..*", hidden = true)
  private List<String> maven = List.of();

  @Override
  public Integer call() {
    spec.commandLine().getErr().println("tocsin: run ./tocsin test in a checkout.");
    return ExitCode.USAGE;
  }
}
