package dev.tocsin.standalone.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help, by what they are for. */
public final class CommandGroups implements IHelpSectionRenderer {
  private static final int COLUMNS = 80;
  private static final int NAMES = 17;
  private static final int INDENT = 2;
  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("On this machine", List.of("demo", "dev", "test"));
    groups.put("In production", List.of("api", "worker", "keys", "recover"));
    groups.put(
        "Publish and subscribe",
        List.of("publish", "subscribe", "subscriptions", "types", "tenant"));
    groups.put(
        "Look and act",
        List.of(
            "events",
            "deliveries",
            "dead-letters",
            "redrive",
            "discard",
            "operations",
            "suppressions",
            "retry-now",
            "cancel"));
    return groups;
  }

  @Override
  public String render(Help help) {
    Map<String, Help> rest = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          Map<String, Help> group = new LinkedHashMap<>();
          names.forEach(name -> group.put(name, rest.remove(name)));
          text.append(list(help, title, group));
        });
    return text.append(list(help, "Other", rest)).toString();
  }

  private static String list(Help help, String title, Map<String, Help> commands) {
    Help.TextTable table =
        Help.TextTable.forColumns(
            help.colorScheme(),
            new Column(NAMES, INDENT, Column.Overflow.SPAN),
            new Column(COLUMNS - NAMES, 0, Column.Overflow.WRAP));
    commands.forEach((name, command) -> table.addRowValues(name, summary(command)));
    return "%n%s:%n%s".formatted(title, table);
  }

  /** As picocli chooses it: the header where there is one. */
  private static String summary(Help command) {
    UsageMessageSpec usage = command.commandSpec().usageMessage();
    return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
  }
}
