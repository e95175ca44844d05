package dev.tocsin.api.subscription;

import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.RetrySchedule;
import dev.tocsin.contract.model.SealedKey;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.SignatureScheme;
import dev.tocsin.contract.model.Signing;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TargetLimits;
import dev.tocsin.contract.model.WebhookFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a subscriber can say and change of a subscription, checked. */
record SubscriptionDraft(
    @Nullable String eventType,
    Severity severityFilter,
    String channel,
    String target,
    @Nullable String name,
    @Nullable JsonText pattern,
    @Nullable RetrySchedule retry,
    @Nullable Integer timeoutSeconds,
    Map<String, String> headers,
    List<Integer> schemaVersions,
    WebhookFormat format,
    List<SignatureScheme> signatures,
    boolean active,
    @Nullable JsonText template,
    @Nullable JsonText transform,
    @Nullable TargetLimits limits) {

  /** A new subscription; the table gives it its revision. */
  Subscription create(String subscriptionId, String tenant, Instant now) {
    return subscription(subscriptionId, tenant, List.of(), 0, now, now);
  }

  /** The subscription as it is changed. */
  Subscription change(Subscription before, Instant now) {
    return subscription(
        before.subscriptionId(),
        before.tenant(),
        before.signing().keys(),
        before.revision(),
        before.createdAt(),
        now);
  }

  private Subscription subscription(
      String subscriptionId,
      String tenant,
      List<SealedKey> keys,
      long revision,
      Instant createdAt,
      Instant now) {
    return new Subscription(
        subscriptionId,
        tenant,
        name,
        eventType,
        severityFilter,
        pattern,
        channel,
        target,
        headers,
        retry,
        timeoutSeconds,
        schemaVersions,
        format,
        new Signing(signatures, keys),
        active,
        false,
        revision,
        createdAt,
        now,
        template,
        transform,
        limits);
  }
}
