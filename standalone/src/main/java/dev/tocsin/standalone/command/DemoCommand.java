package dev.tocsin.standalone.command;

import dev.tocsin.standalone.demo.Demo;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.local.LocalServers;
import dev.tocsin.standalone.local.TocsinHome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole thing, on state of its own. */
@Command(
    name = "demo",
    description = "Publishes the events in examples/ and shows their deliveries.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 0 only when every delivery is SENT. Its state is .tocsin/demo/,",
      "which each demo begins anew."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--stay", description = "Leaves everything running until Ctrl-C.")
  private boolean stay;

  @Option(
      names = "--examples",
      paramLabel = "FOLDER",
      description = "Where the events are (default: ${DEFAULT-VALUE}).",
      defaultValue = "examples")
  private Path examples = Path.of("examples");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean allSent;
    Map<String, String> environment = environment();
    try (StopSignal signal = StopSignal.install();
        LocalTocsin tocsin = startAnew(environment, out);
        Demo demo = new Demo(tocsin, out)) {
      Banner.print(tocsin, out);
      allSent = demo.run(examples);
      out.println(allSent ? "Every delivery is SENT." : "NOT every delivery is SENT.");
      tocsin.outbox().ifPresent(folder -> out.println("The mails are in " + folder));
      if (stay) {
        out.println("Running until Ctrl-C.");
        out.flush();
        signal.await();
      }
    }
    return allSent ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static LocalTocsin startAnew(Map<String, String> environment, PrintWriter out) {
    if (Files.exists(Path.of(environment.getOrDefault("TOCSIN_HOME", ""), "postgres"))) {
      out.println("Clearing what the last demo left");
      out.flush();
      LocalServers.deleteState(environment);
    }
    return LocalTocsin.start(environment, out::println);
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    Path home = TocsinHome.of(environment).folder().resolve("demo");
    environment.put("TOCSIN_HOME", home.toString());
    return environment;
  }
}
