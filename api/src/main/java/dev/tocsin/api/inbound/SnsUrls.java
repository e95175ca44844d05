package dev.tocsin.api.inbound;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * URLs of Amazon SNS itself, in any region. The region has to have the form of one: below {@code
 * amazonaws.com} are also hosts whose contents are their customers', such as {@code
 * sns.s3.amazonaws.com}.
 */
final class SnsUrls {
  private static final Pattern HOST =
      Pattern.compile("sns\\.[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?");

  private static final int HTTPS = 443;

  private SnsUrls() {}

  /** The URL where it is one of SNS, over HTTPS on its usual port. */
  static Optional<HttpUrl> parse(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null
            && url.isHttps()
            && url.port() == HTTPS
            && url.username().isEmpty()
            && url.password().isEmpty()
            && HOST.matcher(url.host()).matches()
        ? Optional.of(url)
        : Optional.empty();
  }

  /** The same of a certificate, which is a file in PEM. */
  static Optional<HttpUrl> certificate(String text) {
    return parse(text)
        .filter(url -> url.encodedPath().endsWith(".pem") && url.encodedQuery() == null);
  }

  /** The same of what confirms the subscription of that topic. */
  static Optional<HttpUrl> confirmation(String text, String topicArn) {
    return parse(text)
        .filter(
            url ->
                "ConfirmSubscription".equals(url.queryParameter("Action"))
                    && topicArn.equals(url.queryParameter("TopicArn")));
  }
}
