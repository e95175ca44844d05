package dev.tocsin.activities.channel.email;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Amazon SES is.
 *
 * @param endpoint an http or https URL in place of AWS's own ({@code SES_ENDPOINT}); absent: the
 *     region's. An {@code http} one is a local stand-in: it gets a fixed dummy signature, never the
 *     machine's AWS credentials
 * @param region {@code eu-west-1}; absent: the AWS SDK's own search (environment, profile), or
 *     us-east-1 where there is an endpoint
 */
public record SesSettings(@Nullable URI endpoint, @Nullable String region) {}
