package dev.tocsin.worker.config;

import static dev.tocsin.worker.config.DeliveryConfig.nullIfEmpty;

import dev.tocsin.activities.channel.aws.AllowedTargets;
import dev.tocsin.activities.channel.aws.AwsSettings;
import dev.tocsin.activities.channel.email.SmtpSettings;
import dev.tocsin.activities.channel.message.EventLinks;
import dev.tocsin.activities.channel.slack.SlackSettings;
import dev.tocsin.activities.channel.standard.ProviderSettings;
import dev.tocsin.activities.channel.telegram.TelegramSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What single channels need. Absent and empty are the same everywhere.
 *
 * @param publicUrl the http or https URL at which readers of messages reach the API; absent:
 *     messages carry no link to their event
 * @param mailTransport {@code ses}, {@code smtp} or {@code outbox}; absent: the outbox where there
 *     is one, SES otherwise
 * @param smtpHost of the mail server, for {@code smtp}
 * @param smtpPort 1 to 65,535; absent: 587
 * @param smtpSecurity {@code starttls}, {@code tls} or {@code none}; absent: {@code starttls}
 * @param smtpUser whom to log in as; absent: nobody
 * @param smtpPassword of that user
 * @param slackToken a bot's, for {@code chat.postMessage}; absent: incoming webhooks only
 * @param slackApi below which Slack's Web API lies; absent: Slack's own
 * @param slackWebhooks below which incoming webhooks lie; absent: Slack's own
 * @param telegramToken a bot's; absent: TELEGRAM takes no targets
 * @param telegramApi below which the Bot API lies; absent: Telegram's own
 * @param awsEndpoint an http or https URL in place of SQS, SNS and EventBridge; absent: AWS's own
 * @param awsTargets which of Amazon's resources may be targets, as {@link AllowedTargets#of} reads
 *     it; absent: none
 */
public record ProvidersConfig(
    @Nullable String publicUrl,
    @Nullable String mailTransport,
    @Nullable String smtpHost,
    @Nullable String smtpPort,
    @Nullable String smtpSecurity,
    @Nullable String smtpUser,
    @Nullable String smtpPassword,
    @Nullable String slackToken,
    @Nullable String slackApi,
    @Nullable String slackWebhooks,
    @Nullable String telegramToken,
    @Nullable String telegramApi,
    @Nullable String awsEndpoint,
    @Nullable String awsTargets) {
  private static final String DEFAULT_SMTP_PORT = "587";

  /**
   * @throws IllegalArgumentException where a setting is bad; its message says which, and never a
   *     secret
   */
  ProviderSettings settings(boolean overSmtp, @Nullable String region) {
    HttpUrl link = url("TOCSIN_PUBLIC_URL", publicUrl, null);
    HttpUrl aws = url("TOCSIN_AWS_ENDPOINT", awsEndpoint, null);
    return new ProviderSettings(
        new EventLinks(link == null ? null : link.uri()),
        new SlackSettings(
            token("TOCSIN_SLACK_TOKEN", slackToken),
            folder("TOCSIN_SLACK_API", slackApi, SlackSettings.DEFAULT_API),
            folder("TOCSIN_SLACK_WEBHOOKS", slackWebhooks, SlackSettings.DEFAULT_WEBHOOKS)),
        new TelegramSettings(
            token("TOCSIN_TELEGRAM_TOKEN", telegramToken),
            folder("TOCSIN_TELEGRAM_API", telegramApi, TelegramSettings.DEFAULT_API)),
        new AwsSettings(
            aws == null ? null : URI.create(aws.toString().replaceAll("/$", "")),
            region,
            AllowedTargets.of(Objects.requireNonNullElse(awsTargets, ""))),
        overSmtp ? smtp() : null);
  }

  private SmtpSettings smtp() {
    String host = nullIfEmpty(smtpHost);
    if (host == null) {
      throw new IllegalArgumentException(
          "TOCSIN_MAIL_TRANSPORT is smtp, so SMTP_HOST must name the mail server");
    }
    String port = Objects.requireNonNullElse(nullIfEmpty(smtpPort), DEFAULT_SMTP_PORT);
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("SMTP_PORT must be a whole number from 1 to 65535");
    }
    return new SmtpSettings(
        host, Integer.parseInt(port), security(), nullIfEmpty(smtpUser), nullIfEmpty(smtpPassword));
  }

  private SmtpSettings.Security security() {
    return switch (Objects.requireNonNullElse(smtpSecurity, "").toLowerCase(Locale.ROOT)) {
      case "", "starttls" -> SmtpSettings.Security.STARTTLS;
      case "tls" -> SmtpSettings.Security.TLS;
      case "none" -> SmtpSettings.Security.NONE;
      default ->
          throw new IllegalArgumentException("SMTP_SECURITY must be one of: starttls, tls, none");
    };
  }

  /** A token that could not be sent in a header or a path is said to be so, not shown. */
  private static @Nullable String token(String name, @Nullable String value) {
    String token = nullIfEmpty(value);
    if (token != null && !token.matches("[!-~]{1,500}")) {
      throw new IllegalArgumentException(
          name + " must be 1 to 500 visible ASCII characters, without a space");
    }
    return token;
  }

  private static HttpUrl folder(String name, @Nullable String value, HttpUrl otherwise) {
    HttpUrl url = Objects.requireNonNull(url(name, value, otherwise));
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  private static @Nullable HttpUrl url(
      String name, @Nullable String value, @Nullable HttpUrl otherwise) {
    String text = nullIfEmpty(value);
    if (text == null) {
      return otherwise;
    }
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(name + " must be an http or https URL");
    }
    return url;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "ProvidersConfig[mailTransport=" + mailTransport + "]";
  }
}
