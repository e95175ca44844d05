package dev.tocsin.bench.run;

import dev.tocsin.bench.report.Report;
import dev.tocsin.bench.report.ReportText;
import dev.tocsin.bench.report.ResultFile;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A sub-command of {@code ./tocsin bench}. It runs in the checkout's folder. */
public abstract class Benchmark implements Callable<Integer> {
  /** Where results go; git ignores it. */
  public static final Path RESULTS = Path.of("bench", "results");

  private static final Path LOCK = Path.of("bench", "target", "lock");

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Measures, and leaves nothing running. */
  protected abstract Report measure(Conditions conditions, Progress progress) throws Exception;

  /** Two would share the folder of their servers' state, and spoil each other's figures. */
  private Report measureAlone(Conditions conditions, Progress progress) throws Exception {
    try (FileChannel file =
            FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        throw new BenchException("Another ./tocsin bench runs in this checkout.");
      }
      return measure(conditions, progress);
    }
  }

  @Override
  public final Integer call() throws Exception {
    Conditions conditions = (Conditions) spec.root().userObject();
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), spec.name());
    Report report = measureAlone(conditions, progress);
    Path file = ResultFile.write(RESULTS, report, Instant.now());
    new ReportText(out).print(report);
    out.println();
    out.println("  written to " + file);
    out.flush();
    return ExitCode.OK;
  }
}
