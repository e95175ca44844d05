package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;

/** Sends through Amazon SES v2. The SDK's own retries are off: Tocsin repeats, and counts. */
public final class SesTransport implements MailTransport, AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The longest that a subscription's time limit can be; each call has its own, shorter one. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

  private static final Region REGION_OF_AN_ENDPOINT = Region.US_EAST_1;

  private final SesV2Client ses;

  /** A client of these settings; {@link #close} closes it. Looks up no credentials yet. */
  public SesTransport(SesSettings settings) {
    this(clientOf(settings));
  }

  SesTransport(SesV2Client ses) {
    this.ses = ses;
  }

  @Override
  public Outcome send(Mail mail, Duration timeout) {
    try {
      String messageId = ses.sendEmail(request(mail, timeout)).messageId();
      return new Outcome.Delivered(
          new Outcome.Answer(200, messageId == null ? null : "SES message " + messageId),
          messageId);
    } catch (SdkException e) {
      return SesFailures.outcomeOf(e, timeout);
    }
  }

  @Override
  public void close() {
    ses.close();
  }

  private static SendEmailRequest request(Mail mail, Duration timeout) {
    return SendEmailRequest.builder()
        .fromEmailAddress(mail.from())
        .destination(to -> to.toAddresses(mail.to()))
        .content(
            content ->
                content.simple(
                    message ->
                        message
                            .subject(utf8(mail.subject()))
                            .body(
                                Body.builder()
                                    .html(utf8(mail.html()))
                                    .text(utf8(mail.text()))
                                    .build())
                            .headers(
                                header ->
                                    header.name(Mail.DELIVERY_ID_HEADER).value(mail.deliveryId()))))
        .overrideConfiguration(override -> override.apiCallTimeout(timeout))
        .build();
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }

  private static SesV2Client clientOf(SesSettings settings) {
    SesV2ClientBuilder builder =
        SesV2Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT))
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
    URI endpoint = settings.endpoint();
    if (settings.region() != null) {
      builder.region(Region.of(settings.region()));
    } else if (endpoint != null) {
      builder.region(REGION_OF_AN_ENDPOINT);
    }
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
      if ("http".equals(String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT))) {
        builder.credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
      }
    }
    try {
      return builder.build();
    } catch (SdkException incomplete) {
      // Its message says all there is, and a cause would be what a failed start prints.
      throw new IllegalArgumentException(
          "EMAIL has no AWS region or another setting of it is bad (set AWS_REGION, or SES_ENDPOINT"
              + " for a server of your own, or TOCSIN_OUTBOX for files instead of mails): "
              + incomplete.getMessage());
    }
  }
}
