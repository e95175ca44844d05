package dev.tocsin.activities.channel.aws;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * To which of Amazon's resources this installation sends. It sends with its own credentials, so
 * without such a list a subscriber could write to whatever these may write to.
 */
public final class AllowedTargets {
  /** Nothing is allowed. */
  public static final AllowedTargets NONE = new AllowedTargets(List.of());

  private final List<Pattern> patterns;

  private AllowedTargets(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /**
   * Reads patterns with commas between them, in which {@code *} stands for any characters: {@code
   * arn:aws:sqs:eu-west-1:123456789012:tocsin-*,sms:+49*}. Empty: nothing is allowed.
   */
  public static AllowedTargets of(String patterns) {
    return new AllowedTargets(
        Arrays.stream(patterns.split(",", -1))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .map(AllowedTargets::glob)
            .toList());
  }

  /**
   * @param name an ARN, or {@code sms:} and a phone number
   */
  boolean allows(String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
