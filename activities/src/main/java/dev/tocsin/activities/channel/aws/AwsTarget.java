package dev.tocsin.activities.channel.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource of Amazon's.
 *
 * @param account 12 digits; empty where the target does not say
 * @param name a queue's, a topic's, or {@code event-bus/} and a bus's
 */
record AwsTarget(String partition, String service, String region, String account, String name) {
  private static final String REGION = "[a-z]{2,4}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-cn|aws-us-gov):([a-z]{1,20}):(" + REGION + "):([0-9]{12}):([!-~]{1,300})");
  private static final Pattern QUEUE_URL =
      Pattern.compile(
          "https://sqs\\.(" + REGION + ")\\.amazonaws\\.com(?:\\.cn)?/([0-9]{12})/([!-~]{1,80})");

  /** What an ARN of that service and with such a name says; empty for any other text. */
  static Optional<AwsTarget> ofArn(String text, String service, Pattern name) {
    Matcher arn = ARN.matcher(text);
    return arn.matches() && arn.group(2).equals(service) && name.matcher(arn.group(5)).matches()
        ? Optional.of(
            new AwsTarget(arn.group(1), service, arn.group(3), arn.group(4), arn.group(5)))
        : Optional.empty();
  }

  /** What the URL of a queue with such a name says; empty for any other text. */
  static Optional<AwsTarget> ofQueueUrl(String text, Pattern name) {
    Matcher url = QUEUE_URL.matcher(text);
    return url.matches() && name.matcher(url.group(3)).matches()
        ? Optional.of(
            new AwsTarget(
                partitionOf(url.group(1)), "sqs", url.group(1), url.group(2), url.group(3)))
        : Optional.empty();
  }

  static String partitionOf(String region) {
    return region.startsWith("cn-")
        ? "aws-cn"
        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  String arn() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + name;
  }

  /** As operators may see it: without the account. */
  String where() {
    return service + " " + region + " " + (name.length() > 60 ? name.substring(0, 60) : name);
  }

  boolean isFifo() {
    return name.endsWith(".fifo");
  }
}
