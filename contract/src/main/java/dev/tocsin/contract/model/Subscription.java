package dev.tocsin.contract.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standing wish for events that match, with a channel and a target.
 *
 * @param subscriptionId {@code sub_} and 26 characters
 * @param eventType lower-cased; absent only where there is a pattern
 * @param severityFilter the lowest severity that is let through
 * @param pattern an EventBridge event pattern; all of eventType, severityFilter and pattern must
 *     match
 * @param headers sent with every webhook attempt
 * @param retry absent: {@link RetrySchedule#DEFAULT}
 * @param timeoutSeconds for a whole attempt, 1 to 60; absent: 15
 * @param schemaVersions only events of these versions of their type match, from 1; empty: all, and
 *     events that have none
 * @param format in which a webhook writes an event
 * @param signing by what its deliveries are signed, where its channel signs
 * @param active false while it is paused
 * @param deleted deleted subscriptions stay as tombstones, so that caches learn of it
 * @param revision grows with every change of any subscription
 * @param template what is written in place of the default: {@code {"id", "version"}} of a shared
 *     template, or the parts of its own; absent: the default
 * @param transform {@code {"inputPathsMap", "inputTemplate"}}: what a webhook's body is made by;
 *     absent: the default
 * @param limits how fast its target is sent to; absent: as fast as it answers
 */
public record Subscription(
    String subscriptionId,
    String tenant,
    @Nullable String name,
    @Nullable String eventType,
    Severity severityFilter,
    @Nullable JsonText pattern,
    String channel,
    String target,
    Map<String, String> headers,
    @Nullable RetrySchedule retry,
    @Nullable Integer timeoutSeconds,
    List<Integer> schemaVersions,
    WebhookFormat format,
    Signing signing,
    boolean active,
    boolean deleted,
    long revision,
    Instant createdAt,
    Instant updatedAt,
    @Nullable JsonText template,
    @Nullable JsonText transform,
    @Nullable TargetLimits limits) {

  /** The time limit of an attempt where a subscription names none, in seconds. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 15;

  public Subscription {
    headers = Map.copyOf(headers);
    schemaVersions = List.copyOf(schemaVersions);
  }

  /**
   * A new one.
   *
   * @param createdAt also when it was last changed, unless that is said
   */
  public static SubscriptionBuilder builder(
      String subscriptionId, String tenant, Instant createdAt) {
    return new SubscriptionBuilder(subscriptionId, tenant, createdAt);
  }

  /** The same, to be changed. */
  public SubscriptionBuilder toBuilder() {
    return new SubscriptionBuilder(this);
  }

  /**
   * Whether it wants events of that version.
   *
   * @param version as the event has it; absent where it has none
   */
  public boolean takesVersion(@Nullable String version) {
    return schemaVersions.isEmpty()
        || schemaVersions.stream().anyMatch(pinned -> pinned.toString().equals(version));
  }

  /** Whether events are matched against it. */
  public boolean inForce() {
    return active && !deleted;
  }

  /** Its own schedule, or the default. */
  public RetrySchedule retrySchedule() {
    return retry == null ? RetrySchedule.DEFAULT : retry;
  }

  /** Its own time limit, or the default, in seconds. */
  public int timeout() {
    return timeoutSeconds == null ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds;
  }

  /** The same, in force or paused since then. */
  public Subscription withActive(boolean isActive, Instant at) {
    return toBuilder().active(isActive).updatedAt(at).build();
  }

  /** Its tombstone, which needs no keys. */
  public Subscription asDeleted(Instant at) {
    return toBuilder().signing(signing.withKeys(List.of())).deleted(true).updatedAt(at).build();
  }

  public Subscription withRevision(long newRevision) {
    return toBuilder().revision(newRevision).build();
  }

  /** The same, told in that way. */
  public Subscription withContent(@Nullable JsonText newTemplate, @Nullable JsonText newTransform) {
    return toBuilder().template(newTemplate).transform(newTransform).build();
  }

  /** The same, signed by other keys. */
  public Subscription withSigning(Signing newSigning) {
    return toBuilder().signing(newSigning).build();
  }

  /** The same, sent to as fast as that. */
  public Subscription withLimits(@Nullable TargetLimits newLimits) {
    return toBuilder().limits(newLimits).build();
  }

  /** Without its target and headers, which may hold a secret. */
  @Override
  public String toString() {
    return "Subscription[" + subscriptionId + ", revision " + revision + "]";
  }
}
