package dev.tocsin.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs commands in this process as somebody with this environment. */
final class TestTerminal {
  private final Map<String, String> environment;
  private final String input;

  TestTerminal(Map<String, String> environment) {
    this(environment, "");
  }

  private TestTerminal(Map<String, String> environment, String input) {
    this.environment = environment;
    this.input = input;
  }

  /** What a command printed and ended with. */
  record Ran(int code, String out, String err) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError(out + err, e);
      }
    }
  }

  TestTerminal withInput(String newInput) {
    return new TestTerminal(environment, newInput);
  }

  Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine tocsin =
        Tocsin.commandLine(
            environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    int code =
        tocsin
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }
}
