package dev.tocsin.bench.run;

import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.report.ReportText;
import dev.tocsin.bench.report.ResultFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A sub-command of {@code ./tocsin bench}. It runs in the checkout's folder. */
public abstract class Benchmark implements Callable<Integer> {
  /** Where results go; git ignores it. */
  public static final Path RESULTS = Path.of("bench", "results");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Measures, and leaves nothing running. */
  protected abstract Report measure(Conditions conditions, Progress progress) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Conditions conditions = (Conditions) spec.root().userObject();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), spec.name());
    Report report = measure(conditions, progress);
    new ReportText(out).print(report);
    out.println();
    out.println("  written to " + ResultFile.write(RESULTS, report, Instant.now()));
    out.flush();
    return ExitCode.OK;
  }
}
