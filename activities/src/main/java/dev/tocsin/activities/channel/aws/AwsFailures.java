package dev.tocsin.activities.channel.aws;

import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.Outcome.Answer;
import dev.tocsin.contract.model.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the errors of SQS, SNS and EventBridge mean ("Errors" of each one's API reference, and
 * "Common Errors"). A target that is gone, malformed or closed to us is {@link Outcome.Rejected};
 * throttling and refused credentials are {@link Outcome.HeldBack}, as with mails.
 */
final class AwsFailures {
  private static final int LONGEST_MESSAGE = 300;

  private static final Set<String> FOR_GOOD =
      Set.of(
          "AWS.SimpleQueueService.NonExistentQueue",
          "AWS.SimpleQueueService.UnsupportedOperation",
          "EndpointDisabled",
          "InvalidAccountIdException",
          "InvalidAddress",
          "InvalidArgument",
          "InvalidAttributeValue",
          "InvalidMessageContents",
          "InvalidParameter",
          "InvalidParameterException",
          "InvalidParameterValue",
          "InvalidParameterValueException",
          "MalformedDetail",
          "NotAuthorizedForDetailTypeException",
          "NotAuthorizedForSourceException",
          "NotFound",
          "NotFoundException",
          "OptedOut",
          "PlatformApplicationDisabled",
          "QueueDoesNotExist",
          "RedactionFailure",
          "ResourceNotFoundException",
          "UnsupportedOperation",
          "ValidationError",
          "ValidationException");

  /** Of the one target: its policy, or ours, does not name it. */
  private static final Set<String> CLOSED_TO_US =
      Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError");

  private static final Set<String> OUR_CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidSecurity",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private static final Set<String> THROTTLING =
      Set.of(
          "KMSThrottling",
          "KMSThrottlingException",
          "KmsThrottled",
          "LimitExceededException",
          "OverLimit",
          "RequestThrottled",
          "Throttled",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private final String service;

  /**
   * @param service as reasons name it: {@code SQS}
   */
  AwsFailures(String service) {
    this.service = service;
  }

  Outcome outcomeOf(SdkException e, Duration timeout) {
    if (e instanceof AwsServiceException refused) {
      AwsErrorDetails details = refused.awsErrorDetails();
      String code = details == null ? "" : text(details.errorCode());
      return refused.isThrottlingException() || refused.statusCode() == 429
          ? heldBack(code)
          : outcomeOf(refused.statusCode(), code, details == null ? "" : details.errorMessage());
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return later("no answer within " + timeout.toSeconds() + " s");
    }
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      return new Outcome.HeldBack("the process is stopping");
    }
    if (causedByNetwork(e)) {
      return later("it could not be reached");
    }
    // The SDK gives up before it sends: no credentials, an unreadable profile.
    return new Outcome.HeldBack("no usable AWS credentials or settings");
  }

  /** Of an error that an answer holds. */
  Outcome outcomeOf(int status, String code, @Nullable String message) {
    String said = Text.shorten(text(message).replaceAll("\\p{Cc}+", " ").strip(), LONGEST_MESSAGE);
    if (THROTTLING.contains(code)) {
      return heldBack(code);
    }
    // Without the message of these: it names our accounts and roles.
    if (CLOSED_TO_US.contains(code)) {
      return new Outcome.Rejected(
          service + " failed: " + code + " to this target", new Answer(status, null));
    }
    if (OUR_CREDENTIALS.contains(code) || status == 401 || status == 403) {
      return new Outcome.HeldBack(service + " refuses our credentials: " + status + " " + code);
    }
    String described = (code + (said.isEmpty() ? "" : ": " + said)).strip();
    Answer answer = new Answer(status, said.isEmpty() ? null : said);
    return FOR_GOOD.contains(code)
        ? new Outcome.Rejected(service + " failed: " + described, answer)
        : new Outcome.RetryLater(
            service + " failed: " + (status + " " + described).strip(), null, answer);
  }

  /** Where the target is none that can be sent to. */
  Outcome refused(String why) {
    return new Outcome.Rejected(service + " failed: " + why, Answer.NONE);
  }

  private Outcome heldBack(String code) {
    return new Outcome.HeldBack((service + " holds us back: " + code).strip());
  }

  private Outcome later(String reason) {
    return new Outcome.RetryLater(service + " failed: " + reason, null, Answer.NONE);
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
