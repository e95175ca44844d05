package dev.tocsin.standalone.client;

import picocli.CommandLine.ExitCode;

/** A command cannot be done as it was given. The message is one line for the user. */
public final class CommandFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFault(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandFault usage(String message) {
    return new CommandFault(ExitCode.USAGE, message);
  }

  static CommandFault noServer(String message) {
    return new CommandFault(Failures.UNREACHABLE, message);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
