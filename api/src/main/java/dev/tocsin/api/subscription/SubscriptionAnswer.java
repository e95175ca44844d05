package dev.tocsin.api.subscription;

import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import java.util.List;
import java.util.Map;
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
    boolean active,
    String status,
    String createdAt,
    String updatedAt,
    @Nullable JsonText template,
    @Nullable JsonText transform) {

  /** Its own schedule. */
  record Retry(List<Integer> delaysSeconds, double jitter) {}

  /** The answer 201. */
  record Created(String subscriptionId, String status, String message) {}

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
        subscription.active(),
        status(subscription),
        Timestamps.iso(subscription.createdAt()),
        Timestamps.iso(subscription.updatedAt()),
        subscription.template(),
        subscription.transform());
  }

  static Created created(Subscription subscription) {
    return new Created(
        subscription.subscriptionId(), status(subscription), "Subscription created successfully");
  }

  private static String status(Subscription subscription) {
    return subscription.active() ? "active" : "paused";
  }
}
