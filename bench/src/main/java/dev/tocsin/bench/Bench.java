package dev.tocsin.bench;

import dev.tocsin.bench.chaos.ChaosBenchmark;
import dev.tocsin.bench.events.EventsBenchmark;
import dev.tocsin.bench.fanout.FanOutBenchmark;
import dev.tocsin.bench.floor.FloorBenchmark;
import dev.tocsin.bench.history.HistoryBenchmark;
import dev.tocsin.bench.hostile.HostileBenchmark;
import dev.tocsin.bench.ingest.IngestBenchmark;
import dev.tocsin.bench.match.MatchBenchmark;
import dev.tocsin.bench.neighbours.NeighboursBenchmark;
import dev.tocsin.bench.run.BenchException;
import dev.tocsin.bench.run.Conditions;
import dev.tocsin.bench.soak.SoakBenchmark;
import dev.tocsin.standalone.command.StopSignal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The entry point. Exit codes: 0 measured, whatever the figures are; 1 failed; 2 not understood.
 */
@Command(
    name = "bench",
    description = {"", "Measures Tocsin on this machine; docs/bench.md explains the figures.", ""},
    synopsisHeading = "Usage: ",
    customSynopsis = "./tocsin bench [--quick] [--profile] WHAT...",
    commandListHeading = "%nWhat can be measured:%n",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    subcommandsRepeatable = true,
    subcommands = {
      NeighboursBenchmark.class,
      HostileBenchmark.class,
      FloorBenchmark.class,
      EventsBenchmark.class,
      HistoryBenchmark.class,
      FanOutBenchmark.class,
      IngestBenchmark.class,
      MatchBenchmark.class,
      ChaosBenchmark.class,
      SoakBenchmark.class,
      HelpCommand.class
    },
    footer = {"", "Results are also written to bench/results/, as JSON."})
public final class Bench implements Conditions {
  private static final int COLUMNS = 80;

  @Option(
      names = "--quick",
      scope = ScopeType.INHERIT,
      description = "Fewer events and combinations: minutes instead of an hour.")
  private boolean quick;

  @Option(
      names = "--profile",
      scope = ScopeType.INHERIT,
      description = "Records Tocsin with Java Flight Recorder, into bench/results/.")
  private boolean profile;

  private Bench() {}

  public static void main(String[] arguments) {
    int code;
    try (StopSignal ignored = StopSignal.install()) {
      code = commandLine().execute(arguments.length == 0 ? new String[] {"help"} : arguments);
    }
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setUsageHelpWidth(COLUMNS)
        .setExecutionExceptionHandler(Bench::tell);
  }

  @Override
  public boolean quick() {
    return quick;
  }

  @Override
  public boolean profile() {
    return profile;
  }

  private static int tell(Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof InterruptedException || Thread.interrupted()) {
      command.getErr().println("tocsin: stopped");
    } else if (failure instanceof BenchException) {
      command.getErr().println("tocsin: " + failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
