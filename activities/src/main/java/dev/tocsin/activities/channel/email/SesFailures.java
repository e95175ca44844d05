package dev.tocsin.activities.channel.email;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What each of SES v2's errors means for a delivery (Amazon SES API v2 reference, SendEmail and
 * "Common Errors"). What is wrong with this mail is {@link Outcome.Rejected}; what is wrong with
 * our account, identities, quota or credentials is {@link Outcome.HeldBack}, since every other mail
 * would meet it too and none is to be lost by it.
 */
final class SesFailures {
  private static final String FAILED = "Mail failed: ";
  private static final int LONGEST_MESSAGE = 300;

  private static final Set<String> THIS_MAIL =
      Set.of(
          "BadRequestException",
          "MessageRejected",
          "MessageRejectedException",
          "ValidationException");

  private static final Set<String> OUR_ACCOUNT =
      Set.of(
          "AccountSuspendedException",
          "LimitExceededException",
          "MailFromDomainNotVerifiedException",
          "NotFoundException",
          "SendingPausedException",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private static final Set<String> OUR_CREDENTIALS =
      Set.of(
          "AccessDeniedException",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private SesFailures() {}

  static Outcome outcomeOf(SdkException e, Duration timeout) {
    if (e instanceof AwsServiceException) {
      return outcomeOf((AwsServiceException) e);
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return later("no answer from SES within " + timeout.toSeconds() + " s");
    }
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new Outcome.HeldBack("the process is stopping");
    }
    if (causedByNetwork(e)) {
      return later("SES could not be reached");
    }
    // The SDK gives up before it sends: no credentials, no region, an unreadable profile.
    return new Outcome.HeldBack("no usable AWS credentials or settings");
  }

  private static Outcome outcomeOf(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    String code = text(details == null ? null : details.errorCode());
    String message =
        MailAddress.withoutMailboxes(
            text(details == null ? null : details.errorMessage()), LONGEST_MESSAGE);
    Answer answer = new Answer(e.statusCode(), message.isEmpty() ? null : message);
    if (OUR_CREDENTIALS.contains(code) || e.statusCode() == 401 || e.statusCode() == 403) {
      // Without SES's message: on a wrong signature it recites the request that was signed.
      return new Outcome.HeldBack(
          "SES refuses our credentials: " + e.statusCode() + (code.isEmpty() ? "" : " " + code));
    }
    if (OUR_ACCOUNT.contains(code) || e.isThrottlingException() || e.statusCode() == 429) {
      return new Outcome.HeldBack("SES holds us back: " + described(code, message));
    }
    if (THIS_MAIL.contains(code)) {
      return message.toLowerCase(Locale.ROOT).contains("not verified")
          ? new Outcome.HeldBack("SES holds us back: " + described(code, message))
          : new Outcome.Rejected(FAILED + described(code, message), answer);
    }
    return new Outcome.RetryLater(
        FAILED + (e.statusCode() + " " + described(code, message)).strip(), null, answer);
  }

  private static Outcome later(String reason) {
    return new Outcome.RetryLater(FAILED + reason, null, Answer.NONE);
  }

  private static String described(String code, String message) {
    return message.isEmpty() ? code : code.isEmpty() ? message : code + ": " + message;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static boolean causedByNetwork(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (at instanceof IOException) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
