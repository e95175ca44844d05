package dev.tocsin.activities.channel.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How SQS, SNS and EventBridge are reached. Credentials come from the AWS SDK's own search.
 *
 * @param endpoint an http or https URL in place of AWS's own for all three; absent: the region's.
 *     An {@code http} one is a local stand-in: it gets a fixed dummy signature, never the machine's
 *     AWS credentials
 * @param region of targets that name none, phone numbers and event buses: {@code eu-west-1};
 *     absent: such targets are refused
 * @param targets what may be sent to
 */
public record AwsSettings(@Nullable URI endpoint, @Nullable String region, AllowedTargets targets) {
  /** Nothing may be sent to. */
  public static final AwsSettings NONE = new AwsSettings(null, null, AllowedTargets.NONE);
}
