package dev.tocsin.api.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription as it is shown. Its editable fields have the names and forms of POST. */
record SubscriptionAnswer(
    String subscriptionId,
    @Nullable String name,
    @Nullable String eventType,
    Severity severityFilter,
    @Nullable JsonText pattern,
    String channel,
    String target,
    Map<String, String> headers,
    @Nullable Retry retry,
    @Nullable Integer timeoutSeconds,
    @Nullable List<Integer> schemaVersions,
    String format,
    List<String> signatures,
    boolean active,
    String status,
    String createdAt,
    String updatedAt) {

  /** Its own schedule. */
  record Retry(List<Integer> delaysSeconds, double jitter) {}

  /**
   * The answer 201.
   *
   * @param secret what its deliveries are signed by, and nothing where they are not
   * @param publicKey by which a receiver checks {@code v1a}
   */
  record Created(
      String subscriptionId,
      String status,
      String message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String publicKey) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + subscriptionId + "]";
    }
  }

  static SubscriptionAnswer of(Subscription subscription) {
    RetrySchedule retry = subscription.retry();
    return new SubscriptionAnswer(
        subscription.subscriptionId(),
        subscription.name(),
        subscription.eventType(),
        subscription.severityFilter(),
        subscription.pattern(),
        subscription.channel(),
        subscription.target(),
        subscription.headers(),
        retry == null ? null : new Retry(retry.delaysSeconds(), retry.jitter()),
        subscription.timeoutSeconds(),
        subscription.schemaVersions().isEmpty() ? null : subscription.schemaVersions(),
        subscription.format().label(),
        subscription.signing().schemes().stream().map(SignatureScheme::label).toList(),
        subscription.active(),
        status(subscription),
        Timestamps.iso(subscription.createdAt()),
        Timestamps.iso(subscription.updatedAt()));
  }

  static Created created(Subscription subscription, Optional<SecretAnswer> secret) {
    return new Created(
        subscription.subscriptionId(),
        status(subscription),
        "Subscription created successfully",
        secret.map(SecretAnswer::secret).orElse(null),
        secret.map(SecretAnswer::publicKey).orElse(null));
  }

  private static String status(Subscription subscription) {
    return subscription.active() ? "active" : "paused";
  }
}
