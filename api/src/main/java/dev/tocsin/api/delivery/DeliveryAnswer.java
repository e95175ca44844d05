package dev.tocsin.api.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.store.delivery.Attempt;
import dev.tocsin.store.delivery.Delivery;
import dev.tocsin.store.suppression.MailFeedback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery within its event.
 *
 * @param nextAttemptAt when the next attempt is due; null where none is planned
 */
public record DeliveryAnswer(
    String deliveryId,
    String subscriptionId,
    String channel,
    String target,
    DeliveryStatus status,
    @Nullable String nextAttemptAt,
    List<AttemptAnswer> attempts) {

  static DeliveryAnswer of(Delivery delivery, List<Attempt> attempts) {
    return new DeliveryAnswer(
        delivery.deliveryId(),
        delivery.subscriptionId(),
        delivery.channel(),
        delivery.target(),
        delivery.status(),
        Timestamps.isoOrNull(delivery.nextAttemptAt()),
        attempts.stream().map(AttemptAnswer::brief).toList());
  }

  /**
   * One try.
   *
   * @param response what the target answered, at most 16 KiB; only where one delivery is shown
   */
  public record AttemptAnswer(
      int attempt,
      String at,
      int durationMs,
      @Nullable Integer httpStatus,
      @Nullable String error,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String response) {

    static AttemptAnswer brief(Attempt attempt) {
      return of(attempt, null);
    }

    static AttemptAnswer full(Attempt attempt) {
      return of(attempt, attempt.response());
    }

    private static AttemptAnswer of(Attempt attempt, @Nullable String response) {
      return new AttemptAnswer(
          attempt.attempt(),
          Timestamps.iso(attempt.at()),
          attempt.durationMs(),
          attempt.httpStatus(),
          attempt.error(),
          response);
    }
  }

  /**
   * A delivery on its own, in listings and by its id.
   *
   * @param attemptsMade over all rounds
   * @param reason what the target answered last, or why it was cancelled
   * @param operationId the order for many dead letters that redrove or discarded it last
   */
  record Listed(
      String deliveryId,
      String eventId,
      String subscriptionId,
      String eventType,
      String severity,
      String channel,
      String target,
      DeliveryStatus status,
      @Nullable String reason,
      @Nullable Integer httpStatus,
      int round,
      int attemptsMade,
      @Nullable String nextAttemptAt,
      String createdAt,
      String updatedAt,
      @Nullable String settledAt,
      @Nullable String operationId) {

    static Listed of(Delivery delivery) {
      return new Listed(
          delivery.deliveryId(),
          delivery.eventId(),
          delivery.subscriptionId(),
          delivery.eventType(),
          delivery.severity().name(),
          delivery.channel(),
          delivery.target(),
          delivery.status(),
          delivery.reason(),
          delivery.httpStatus(),
          delivery.round(),
          delivery.attempts(),
          Timestamps.isoOrNull(delivery.nextAttemptAt()),
          Timestamps.iso(delivery.createdAt()),
          Timestamps.iso(delivery.updatedAt()),
          Timestamps.isoOrNull(delivery.settledAt()),
          delivery.operationId());
    }
  }

  /**
   * What the mail provider told after it had taken a mail.
   *
   * @param kind DELIVERY, BOUNCE, COMPLAINT or REJECT
   * @param type of a bounce or complaint, in the provider's words
   */
  record FeedbackAnswer(String kind, @Nullable String type, String at, @Nullable String detail) {
    static FeedbackAnswer of(MailFeedback feedback) {
      return new FeedbackAnswer(
          feedback.kind().name(), feedback.type(), feedback.at(), feedback.detail());
    }
  }

  /** A delivery with its attempts, what the target answered to each, and what was told later. */
  record Detailed(
      @JsonUnwrapped Listed delivery, List<AttemptAnswer> attempts, List<FeedbackAnswer> feedback) {
    static Detailed of(Delivery delivery, List<Attempt> attempts, List<MailFeedback> feedback) {
      return new Detailed(
          Listed.of(delivery),
          attempts.stream().map(AttemptAnswer::full).toList(),
          feedback.stream().map(FeedbackAnswer::of).toList());
    }
  }
}
