package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.standalone.local.Ports;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class TocsinTest {

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsIntoEightyColumns(CommandLine command) {
    assertThat(command.getUsageMessage(Ansi.OFF).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void helpNamesEveryPortsVariable() {
    String help = Tocsin.commandLine().getUsageMessage(Ansi.OFF);
    assertThat(Ports.values()).allSatisfy(port -> assertThat(help).contains(port.variable()));
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    StringWriter errors = new StringWriter();
    int code = Tocsin.commandLine().setErr(new PrintWriter(errors)).execute("nonsense");
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("nonsense");
  }

  static Stream<CommandLine> commands() {
    return withSubcommands(Tocsin.commandLine());
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(TocsinTest::withSubcommands));
  }
}
