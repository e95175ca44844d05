package dev.tocsin.api.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.store.circuit.Circuit;
import dev.tocsin.store.circuit.CircuitOrdersDao.Shown;
import java.math.BigDecimal;
import java.time.Instant;
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
    @Nullable CircuitAnswer circuit,
    String createdAt,
    String updatedAt,
    @Nullable JsonText template,
    @Nullable JsonText transform,
    @Nullable Limits limits) {

  /** Its own schedule. */
  record Retry(List<Integer> delaysSeconds, double jitter) {}

  /** How fast its target is sent to. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Limits(@Nullable BigDecimal perSecond, @Nullable Integer concurrency) {}

  /** What holds its deliveries while its target is down, or has limits; shown only then. */
  record CircuitAnswer(
      CircuitState state,
      String since,
      long waiting,
      @Nullable String nextProbeAt,
      @Nullable String reason) {

    static CircuitAnswer of(Shown shown) {
      Circuit circuit = shown.circuit();
      // Of one with limits it is for its workflow only.
      Instant next = circuit.state() == CircuitState.OPEN ? circuit.nextProbeAt() : null;
      return new CircuitAnswer(
          circuit.state(),
          Timestamps.iso(circuit.since()),
          shown.waiting(),
          next == null ? null : Timestamps.iso(next),
          circuit.reason());
    }
  }

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
    return of(subscription, null);
  }

  /**
   * @param circuit absent where it is closed
   */
  static SubscriptionAnswer of(Subscription subscription, @Nullable Shown circuit) {
    RetrySchedule retry = subscription.retry();
    TargetLimits limits = subscription.limits();
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
        circuit != null && circuit.circuit().state() == CircuitState.DISABLED
            ? "disabled"
            : status(subscription),
        circuit == null ? null : CircuitAnswer.of(circuit),
        Timestamps.iso(subscription.createdAt()),
        Timestamps.iso(subscription.updatedAt()),
        subscription.template(),
        subscription.transform(),
        limits == null ? null : new Limits(limits.perSecond(), limits.concurrency()));
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
