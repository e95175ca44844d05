package dev.tocsin.standalone.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help, by what they are for. */
public final class CommandGroups implements IHelpSectionRenderer {
  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("On this machine", List.of("demo", "dev", "test"));
    groups.put("In production", List.of("api", "worker", "keys", "recover"));
    groups.put("Publish and subscribe", List.of("publish", "subscribe", "subscriptions"));
    groups.put(
        "Look and act",
        List.of("events", "deliveries", "dead-letters", "redrive", "retry-now", "cancel"));
    return groups;
  }

  @Override
  public String render(Help help) {
    Map<String, Help> rest = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          text.append(title).append(":%n".formatted());
          names.forEach(name -> line(text, name, rest.remove(name)));
        });
    text.append("Other:%n".formatted());
    rest.forEach((name, other) -> line(text, name, other));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Help command) {
    String[] description = command.commandSpec().usageMessage().description();
    text.append("  %-13s  %s%n".formatted(name, description.length == 0 ? "" : description[0]));
  }
}
