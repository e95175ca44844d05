package dev.tocsin.activities.channel.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The SDK's clients of one service, one for each region that a target lies in, made when it is
 * first needed. The SDK's own retries are off: Tocsin repeats, and counts.
 */
final class AwsClients<
    B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable> {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The longest that a subscription's time limit can be; each call has its own, shorter one. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  private final AwsSettings settings;
  private final Supplier<B> builders;
  private final Map<String, C> clients = new ConcurrentHashMap<>();

  AwsClients(AwsSettings settings, Supplier<B> builders) {
    this.settings = settings;
    this.builders = builders;
  }

  /** Looks up no credentials yet. */
  C in(String region) {
    return clients.computeIfAbsent(region, this::make);
  }

  private C make(String region) {
    B builder =
        builders
            .get()
            .region(Region.of(region))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT))
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
      if ("http".equals(String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT))) {
        builder.credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
      }
    }
    return builder.build();
  }
}
