package dev.tocsin.standalone.command;

import dev.tocsin.client.TocsinException;
import dev.tocsin.standalone.client.CommandFault;
import dev.tocsin.standalone.client.Failures;
import dev.tocsin.standalone.local.LocalServerException;
import dev.tocsin.worker.process.ProcessApplication.StartFailedException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What the user can mend is told in a line; anything else is our bug, and shows where. */
public final class Errors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (Thread.currentThread().isInterrupted()) { // by StopSignal: what failed, failed for that
      command.getErr().println("tocsin: stopped while starting");
    } else if (failure instanceof LocalServerException || failure instanceof StartFailedException) {
      command.getErr().println("tocsin: " + failure.getMessage());
    } else if (failure instanceof TocsinException refused) {
      return Failures.tell(refused, command.getErr());
    } else if (failure instanceof CommandFault fault) {
      command.getErr().println("tocsin: " + fault.getMessage());
      command.getErr().flush();
      return fault.exitCode();
    } else {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
