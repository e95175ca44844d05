package dev.tocsin.contract.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link Subscription} is made of. Its channel and its target are required. What is
 * not said: events of every type, severity and version, the default schedule and time limit, the
 * form of old, a signature by a secret that is yet to be made, in force, at revision 0, changed
 * when it was created, told by default, and as fast as its target answers.
 */
public final class SubscriptionBuilder {
  private final String subscriptionId;
  private final String tenant;
  private final Instant createdAt;
  private @Nullable String name;
  private @Nullable String eventType;
  private Severity severityFilter = Severity.LOW;
  private @Nullable JsonText pattern;
  private @Nullable String channel;
  private @Nullable String target;
  private Map<String, String> headers = Map.of();
  private @Nullable RetrySchedule retry;
  private @Nullable Integer timeoutSeconds;
  private List<Integer> schemaVersions = List.of();
  private WebhookFormat format = WebhookFormat.TOCSIN;
  private Signing signing = Signing.DEFAULT;
  private boolean active = true;
  private boolean deleted;
  private long revision;
  private Instant updatedAt;
  private @Nullable JsonText template;
  private @Nullable JsonText transform;
  private @Nullable TargetLimits limits;

  SubscriptionBuilder(String subscriptionId, String tenant, Instant createdAt) {
    this.subscriptionId = subscriptionId;
    this.tenant = tenant;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  SubscriptionBuilder(Subscription like) {
    this(like.subscriptionId(), like.tenant(), like.createdAt());
    name = like.name();
    eventType = like.eventType();
    severityFilter = like.severityFilter();
    pattern = like.pattern();
    channel = like.channel();
    target = like.target();
    headers = like.headers();
    retry = like.retry();
    timeoutSeconds = like.timeoutSeconds();
    schemaVersions = like.schemaVersions();
    format = like.format();
    signing = like.signing();
    active = like.active();
    deleted = like.deleted();
    revision = like.revision();
    updatedAt = like.updatedAt();
    template = like.template();
    transform = like.transform();
    limits = like.limits();
  }

  public SubscriptionBuilder name(@Nullable String newName) {
    name = newName;
    return this;
  }

  public SubscriptionBuilder eventType(@Nullable String newEventType) {
    eventType = newEventType;
    return this;
  }

  public SubscriptionBuilder severityFilter(Severity newSeverityFilter) {
    severityFilter = newSeverityFilter;
    return this;
  }

  public SubscriptionBuilder pattern(@Nullable JsonText newPattern) {
    pattern = newPattern;
    return this;
  }

  public SubscriptionBuilder to(String newChannel, String newTarget) {
    channel = newChannel;
    target = newTarget;
    return this;
  }

  public SubscriptionBuilder headers(Map<String, String> newHeaders) {
    headers = newHeaders;
    return this;
  }

  public SubscriptionBuilder retry(@Nullable RetrySchedule newRetry) {
    retry = newRetry;
    return this;
  }

  public SubscriptionBuilder timeoutSeconds(@Nullable Integer newTimeoutSeconds) {
    timeoutSeconds = newTimeoutSeconds;
    return this;
  }

  public SubscriptionBuilder schemaVersions(List<Integer> newSchemaVersions) {
    schemaVersions = newSchemaVersions;
    return this;
  }

  public SubscriptionBuilder format(WebhookFormat newFormat) {
    format = newFormat;
    return this;
  }

  public SubscriptionBuilder signing(Signing newSigning) {
    signing = newSigning;
    return this;
  }

  /** Signed by these, with the keys that it has. */
  public SubscriptionBuilder signatures(List<SignatureScheme> schemes) {
    signing = signing.withSchemes(schemes);
    return this;
  }

  public SubscriptionBuilder active(boolean newActive) {
    active = newActive;
    return this;
  }

  public SubscriptionBuilder deleted(boolean newDeleted) {
    deleted = newDeleted;
    return this;
  }

  public SubscriptionBuilder revision(long newRevision) {
    revision = newRevision;
    return this;
  }

  public SubscriptionBuilder updatedAt(Instant newUpdatedAt) {
    updatedAt = newUpdatedAt;
    return this;
  }

  public SubscriptionBuilder template(@Nullable JsonText newTemplate) {
    template = newTemplate;
    return this;
  }

  public SubscriptionBuilder transform(@Nullable JsonText newTransform) {
    transform = newTransform;
    return this;
  }

  public SubscriptionBuilder limits(@Nullable TargetLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /**
   * @throws NullPointerException where there is no channel or no target
   */
  public Subscription build() {
    return new Subscription(
        subscriptionId,
        tenant,
        name,
        eventType,
        severityFilter,
        pattern,
        Objects.requireNonNull(channel, "channel"),
        Objects.requireNonNull(target, "target"),
        headers,
        retry,
        timeoutSeconds,
        schemaVersions,
        format,
        signing,
        active,
        deleted,
        revision,
        createdAt,
        updatedAt,
        template,
        transform,
        limits);
  }
}
