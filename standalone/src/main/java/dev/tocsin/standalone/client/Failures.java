package dev.tocsin.standalone.client;

import dev.tocsin.client.TocsinException;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;

/** Tells people what a server refused, in lines, and processes in an exit code. */
public final class Failures {
  /** No server answered. */
  static final int UNREACHABLE = 3;

  private static final int FORBIDDEN = 403;

  private Failures() {}

  /** Prints it and returns the exit code. */
  public static int tell(TocsinException failure, PrintWriter err) {
    return tell("", failure, err);
  }

  /** The same, told of one of several things. */
  static int tell(String what, TocsinException failure, PrintWriter err) {
    String status = failure.isUnreachable() ? "" : failure.status() + " ";
    String more = failure.explanation().isEmpty() ? "" : ": " + failure.explanation();
    err.println("tocsin: " + what + Plain.text(status + failure.error() + more));
    failure.details().forEach(detail -> err.println("  " + Plain.text(detail)));
    failure.incompatibilities().forEach(each -> err.println("  " + Plain.text(each.toString())));
    if (failure.status() == FORBIDDEN && failure.type().isEmpty()) {
      err.println("  The API key is missing or unknown: --key or TOCSIN_API_KEY");
    }
    failure
        .retryAfter()
        .ifPresent(wait -> err.println("  Try again after " + wait.toSeconds() + " s"));
    err.flush();
    return failure.isUnreachable() ? UNREACHABLE : ExitCode.SOFTWARE;
  }
}
