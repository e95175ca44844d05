package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to make. What is null is left to the server's default.
 *
 * @param eventType required without {@code pattern}
 * @param severityFilter this severity and above; required without {@code pattern}
 * @param channel {@code WEBHOOK}, {@code EMAIL}, or another that the server has
 * @param target where on that channel: a URL, a mail address
 * @param name for people, 1 to 255 characters
 * @param pattern an EventBridge event pattern: whatever Jackson writes as a JSON object
 * @param retry its own schedule
 * @param timeoutSeconds for a whole attempt, 1 to 60
 * @param headers sent with every webhook; may hold secrets, so they are not in {@code toString}
 * @param schemaVersions only events of these versions of their type; null for all
 * @param active false to make it paused
 * @param limits how fast its target is sent to; null for as fast as it answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewSubscription(
    @Nullable String eventType,
    @Nullable Severity severityFilter,
    String channel,
    String target,
    @Nullable String name,
    @Nullable Object pattern,
    @Nullable RetrySchedule retry,
    @Nullable Integer timeoutSeconds,
    @Nullable Map<String, String> headers,
    @Nullable List<Integer> schemaVersions,
    @Nullable Boolean active,
    @Nullable TargetLimits limits) {

  /** Without limits. */
  public NewSubscription(
      @Nullable String eventType,
      @Nullable Severity severityFilter,
      String channel,
      String target,
      @Nullable String name,
      @Nullable Object pattern,
      @Nullable RetrySchedule retry,
      @Nullable Integer timeoutSeconds,
      @Nullable Map<String, String> headers,
      @Nullable List<Integer> schemaVersions,
      @Nullable Boolean active) {
    this(
        eventType,
        severityFilter,
        channel,
        target,
        name,
        pattern,
        retry,
        timeoutSeconds,
        headers,
        schemaVersions,
        active,
        null);
  }

  /** To events of this type with at least this severity. */
  public static NewSubscription toType(
      String eventType, Severity severityFilter, String channel, String target) {
    return new NewSubscription(
        eventType, severityFilter, channel, target, null, null, null, null, null, null, null);
  }

  /** To events that match this pattern. */
  public static NewSubscription toPattern(Object pattern, String channel, String target) {
    return new NewSubscription(
        null, null, channel, target, null, pattern, null, null, null, null, null);
  }

  /** The same under this name. */
  public NewSubscription withName(@Nullable String newName) {
    return new NewSubscription(
        eventType,
        severityFilter,
        channel,
        target,
        newName,
        pattern,
        retry,
        timeoutSeconds,
        headers,
        schemaVersions,
        active,
        limits);
  }

  /** The same with this schedule. */
  public NewSubscription withRetry(@Nullable RetrySchedule newRetry) {
    return new NewSubscription(
        eventType,
        severityFilter,
        channel,
        target,
        name,
        pattern,
        newRetry,
        timeoutSeconds,
        headers,
        schemaVersions,
        active,
        limits);
  }

  /** The same with these headers. */
  public NewSubscription withHeaders(@Nullable Map<String, String> newHeaders) {
    return new NewSubscription(
        eventType,
        severityFilter,
        channel,
        target,
        name,
        pattern,
        retry,
        timeoutSeconds,
        newHeaders,
        schemaVersions,
        active,
        limits);
  }

  /** The same, only to events of these versions of their type. */
  public NewSubscription withSchemaVersions(@Nullable List<Integer> newSchemaVersions) {
    return new NewSubscription(
        eventType,
        severityFilter,
        channel,
        target,
        name,
        pattern,
        retry,
        timeoutSeconds,
        headers,
        newSchemaVersions,
        active,
        limits);
  }

  /** The same, sent to no faster than that. */
  public NewSubscription withLimits(@Nullable TargetLimits newLimits) {
    return new NewSubscription(
        eventType,
        severityFilter,
        channel,
        target,
        name,
        pattern,
        retry,
        timeoutSeconds,
        headers,
        schemaVersions,
        active,
        newLimits);
  }

  @Override
  public String toString() {
    return "NewSubscription[eventType=%s, channel=%s, target=%s]"
        .formatted(eventType, channel, target);
  }
}
