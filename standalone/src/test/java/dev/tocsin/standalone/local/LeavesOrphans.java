package dev.tocsin.standalone.local;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that starts a server, tells its process id, and ends as by {@code kill -9}: without
 * shutting anything down.
 */
public final class LeavesOrphans {
  private LeavesOrphans() {}

  /** Runs it, and returns the server that it left. */
  static ProcessHandle run(String server, Path home, Map<String, String> environment)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    classPath(),
                    LeavesOrphans.class.getName(),
                    server,
                    home.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String pid = out.lines().filter(line -> line.startsWith("pid ")).findFirst().orElseThrow();
      process.waitFor();
      return ProcessHandle.of(Long.parseLong(pid.substring("pid ".length()))).orElseThrow();
    }
  }

  /** In the started process. */
  public static void main(String[] arguments) {
    TocsinHome home = new TocsinHome(Path.of(arguments[1]));
    long pid =
        arguments[0].equals("temporal")
            ? ((DevServer) LocalTemporal.start(System.getenv(), home, System.err::println)).pid()
            : ((PostgresServer) LocalPostgres.start(System.getenv(), home, System.err::println))
                .pid();
    System.out.println("pid " + pid);
    Runtime.getRuntime().halt(137);
  }

  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", "." + File.separator));
  }
}
