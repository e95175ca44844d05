package dev.tocsin.bench.events;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One combination.
 *
 * @param publishers how many publish, each the next event when the last was accepted
 * @param subscriptions that match each event
 * @param tenants that the publishers belong to, in turn
 */
record Case(int publishers, int subscriptions, int tenants) {
  private static final Pattern LABEL =
      Pattern.compile("([1-9]\\d{0,2})/([1-9]\\d?)/([1-9]\\d{0,2})");
  private static final List<Integer> PUBLISHERS = List.of(16, 64, 256);

  /** A lone publisher waits for each answer, and many webhooks of an event take their time. */
  private static final int FEWER = 3;

  static List<Case> all(boolean quick) {
    return quick
        ? Stream.concat(of(PUBLISHERS, List.of(1, 10), 1), Stream.of(new Case(64, 1, 100))).toList()
        : Stream.of(1, 100)
            .flatMap(tenants -> of(List.of(1, 16, 64, 256), List.of(1, 3, 10), tenants))
            .toList();
  }

  private static Stream<Case> of(
      List<Integer> publishers, List<Integer> subscriptions, int tenants) {
    return subscriptions.stream()
        .flatMap(matching -> publishers.stream().map(many -> new Case(many, matching, tenants)));
  }

  /** How many events it has, where one with a single webhook for each has {@code many}. */
  int events(int many) {
    int some = publishers == 1 ? many / FEWER / FEWER : many;
    return Math.max(publishers, subscriptions == 10 ? some / FEWER : some);
  }

  /** In a column of its own. */
  String label() {
    return publishers + "/" + subscriptions + "/" + tenants;
  }

  String inWords() {
    return "%d publishers, %d subscriptions, %d tenants"
        .formatted(publishers, subscriptions, tenants);
  }

  /** Reads what {@link #label} writes. */
  static final class Converter implements ITypeConverter<Case> {
    @Override
    public Case convert(String label) {
      Matcher parts = LABEL.matcher(label);
      if (!parts.matches()) {
        throw new TypeConversionException("'" + label + "' is not of the form 64/10/1");
      }
      return new Case(
          Integer.parseInt(parts.group(1)),
          Integer.parseInt(parts.group(2)),
          Integer.parseInt(parts.group(3)));
    }
  }
}
