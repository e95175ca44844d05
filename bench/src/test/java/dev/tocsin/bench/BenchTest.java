package dev.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

class BenchTest {

  static Stream<CommandLine> commands() {
    CommandLine bench = Bench.commandLine();
    return Stream.concat(Stream.of(bench), bench.getSubcommands().values().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsIntoEightyColumns(CommandLine command) {
    assertThat(command.getUsageMessage(Ansi.OFF).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void takesSeveralMeasurementsAndOptionsAnywhere() {
    CommandLine bench = Bench.commandLine();
    ParseResult parsed = bench.parseArgs("neighbours", "hostile", "--quick");
    assertThat(parsed.subcommands())
        .extracting(each -> each.commandSpec().name())
        .containsExactly("neighbours", "hostile");
    Bench conditions = bench.getCommand();
    assertThat(conditions.quick()).isTrue();
    assertThat(conditions.profile()).isFalse();
  }

  @Test
  void anUnknownMeasurementIsAUsageError() {
    StringWriter errors = new StringWriter();
    int code = Bench.commandLine().setErr(new PrintWriter(errors)).execute("nonsense");
    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("nonsense");
  }
}
