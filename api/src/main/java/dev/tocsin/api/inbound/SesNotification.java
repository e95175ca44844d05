package dev.tocsin.api.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.channel.email.MailAddress;
import dev.tocsin.api.errors.InvalidJsonException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.store.suppression.MailFeedback;
import dev.tocsin.store.suppression.MailFeedback.Kind;
import dev.tocsin.store.suppression.Suppression;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What SES tells of a mail: by the notifications of an identity ({@code notificationType}) and by
 * the events of a configuration set ({@code eventType}), which have the same form
 * (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html).
 *
 * @param messageId what SES calls the mail
 * @param sentAt when SES took it
 * @param addresses to be suppressed, in lower case; none of most
 */
record SesNotification(
    String messageId, Instant sentAt, MailFeedback feedback, List<String> addresses) {
  private static final int LONGEST = 500;
  private static final int LONGEST_ID = 200;

  /** The receiver says that what was taken for unwanted is not. */
  private static final String NOT_SPAM = "not-spam";

  private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]+)>\\s*$");

  /** Empty where it tells nothing that we keep: an opened mail, a delay, or no JSON at all. */
  static Optional<SesNotification> read(String message, Instant now) {
    JsonNode root;
    try {
      root = JsonBody.parse(message.getBytes(UTF_8)).root();
    } catch (InvalidJsonException text) {
      // As SES sends it to try the topic out.
      return Optional.empty();
    }
    String messageId = root.at("/mail/messageId").asText();
    if (messageId.isEmpty() || messageId.length() > LONGEST_ID || messageId.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    Instant sentAt = time(root.at("/mail/timestamp")).orElse(now);
    String type = root.path(root.has("eventType") ? "eventType" : "notificationType").asText();
    return switch (type) {
      case "Bounce" -> Optional.of(bounce(root.path("bounce"), messageId, sentAt));
      case "Complaint" -> complaint(root.path("complaint"), messageId, sentAt);
      case "Delivery" ->
          Optional.of(
              of(Kind.DELIVERY, null, root.path("delivery"), "smtpResponse", messageId, sentAt));
      case "Reject" ->
          Optional.of(of(Kind.REJECT, null, root.path("reject"), "reason", messageId, sentAt));
      default -> Optional.empty();
    };
  }

  private static SesNotification bounce(JsonNode bounce, String messageId, Instant sentAt) {
    String type = bounce.path("bounceType").asText();
    String all =
        Stream.of(type, bounce.path("bounceSubType").asText())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    JsonNode recipients = bounce.path("bouncedRecipients");
    MailFeedback feedback =
        new MailFeedback(
            Kind.BOUNCE,
            cleaned(all),
            time(bounce.path("timestamp")).orElse(sentAt).toString(),
            cleaned(recipients.path(0).path("diagnosticCode").asText()));
    return new SesNotification(
        messageId,
        sentAt,
        feedback,
        type.equals(MailFeedback.PERMANENT) ? addresses(recipients) : List.of());
  }

  private static Optional<SesNotification> complaint(
      JsonNode complaint, String messageId, Instant sentAt) {
    String type = complaint.path("complaintFeedbackType").asText();
    if (type.equals(NOT_SPAM)) {
      return Optional.empty();
    }
    boolean notSent = complaint.path("complaintSubType").asText().equals(MailFeedback.NOT_SENT);
    MailFeedback feedback =
        new MailFeedback(
            Kind.COMPLAINT,
            notSent ? MailFeedback.NOT_SENT : cleaned(type),
            time(complaint.path("timestamp")).orElse(sentAt).toString(),
            null);
    return Optional.of(
        new SesNotification(
            messageId, sentAt, feedback, addresses(complaint.path("complainedRecipients"))));
  }

  private static SesNotification of(
      Kind kind,
      @Nullable String type,
      JsonNode about,
      String detail,
      String messageId,
      Instant sentAt) {
    return new SesNotification(
        messageId,
        sentAt,
        new MailFeedback(
            kind,
            type,
            time(about.path("timestamp")).orElse(sentAt).toString(),
            cleaned(about.path(detail).asText())),
        List.of());
  }

  private static List<String> addresses(JsonNode recipients) {
    return StreamSupport.stream(recipients.spliterator(), false)
        .map(recipient -> bare(recipient.path("emailAddress").asText()))
        .filter(MailAddress::isValid)
        .map(Suppression::normalized)
        .distinct()
        .toList();
  }

  /** A recipient may be named as the mail named it: {@code Jane <jane@example.com>}. */
  private static String bare(String address) {
    Matcher brackets = IN_BRACKETS.matcher(address);
    return brackets.find() ? Objects.requireNonNull(brackets.group(1)) : address.strip();
  }

  private static @Nullable String cleaned(String text) {
    return text.isBlank() ? null : MailAddress.withoutMailboxes(text, LONGEST);
  }

  private static Optional<Instant> time(JsonNode value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.asText()).toInstant());
    } catch (DateTimeParseException absent) {
      return Optional.empty();
    }
  }

  /** Why its addresses are suppressed. */
  Suppression.Reason reason() {
    return feedback.kind() == Kind.COMPLAINT
        ? Suppression.Reason.COMPLAINT
        : Suppression.Reason.BOUNCE;
  }
}
