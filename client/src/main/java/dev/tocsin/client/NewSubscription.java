package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to make. What is not said is left to the server's default. Immutable: every method
 * copies, and one that is given null says nothing.
 */
public final class NewSubscription {
  private final Map<String, Object> fields;

  private NewSubscription(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * To events of this type with at least this severity.
   *
   * @param channel {@code WEBHOOK}, {@code EMAIL}, or another that the server has
   * @param target where on that channel: a URL, a mail address
   */
  public static NewSubscription toType(
      String eventType, Severity severityFilter, String channel, String target) {
    return to(channel, target).withEventType(eventType).withSeverityFilter(severityFilter);
  }

  /**
   * To events that match this EventBridge event pattern.
   *
   * @param pattern whatever Jackson writes as a JSON object
   */
  public static NewSubscription toPattern(Object pattern, String channel, String target) {
    return to(channel, target).withPattern(pattern);
  }

  /** To events that are still to be told: by type and severity, or by pattern. */
  public static NewSubscription to(String channel, String target) {
    return new NewSubscription(Map.of()).with("channel", channel).with("target", target);
  }

  public NewSubscription withEventType(@Nullable String eventType) {
    return with("eventType", eventType);
  }

  /** Only events of this severity and above. */
  public NewSubscription withSeverityFilter(@Nullable Severity severityFilter) {
    return with("severityFilter", severityFilter);
  }

  /** Whatever Jackson writes as a JSON object. */
  public NewSubscription withPattern(@Nullable Object pattern) {
    return with("pattern", pattern);
  }

  /** For people, 1 to 255 characters. */
  public NewSubscription withName(@Nullable String name) {
    return with("name", name);
  }

  /** A schedule of its own. */
  public NewSubscription withRetry(@Nullable RetrySchedule retry) {
    return with("retry", retry);
  }

  /** For a whole attempt, 1 to 60. */
  public NewSubscription withTimeoutSeconds(@Nullable Integer timeoutSeconds) {
    return with("timeoutSeconds", timeoutSeconds);
  }

  /** Sent with every webhook; may hold secrets, so they are not in {@code toString}. */
  public NewSubscription withHeaders(@Nullable Map<String, String> headers) {
    return with("headers", headers == null ? null : Map.copyOf(headers));
  }

  /** Only events of these versions of their type. */
  public NewSubscription withSchemaVersions(@Nullable List<Integer> schemaVersions) {
    return with("schemaVersions", schemaVersions == null ? null : List.copyOf(schemaVersions));
  }

  /** How fast its target is sent to; otherwise as fast as it answers. */
  public NewSubscription withLimits(@Nullable TargetLimits limits) {
    return with("limits", limits);
  }

  /** {@code tocsin}, {@code cloudevents-structured} or {@code cloudevents-binary}. */
  public NewSubscription withFormat(@Nullable String format) {
    return with("format", format);
  }

  /** {@code v1}, {@code v1a} or both. */
  public NewSubscription withSignatures(@Nullable List<String> signatures) {
    return with("signatures", signatures == null ? null : List.copyOf(signatures));
  }

  /**
   * Its own words.
   *
   * @param template whatever Jackson writes as a JSON object: {@code id} (and {@code version}) of a
   *     shared template, or the parts of its own
   */
  public NewSubscription withTemplate(@Nullable Object template) {
    return with("template", template);
  }

  /**
   * A body of its own.
   *
   * @param transform whatever Jackson writes as a JSON object: {@code inputPathsMap} and {@code
   *     inputTemplate}
   */
  public NewSubscription withTransform(@Nullable Object transform) {
    return with("transform", transform);
  }

  /** False to make it paused. */
  public NewSubscription withActive(@Nullable Boolean active) {
    return with("active", active);
  }

  /** Any field, also one that only a newer server knows. */
  public NewSubscription with(String name, @Nullable Object value) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
    return new NewSubscription(Collections.unmodifiableMap(all));
  }

  @JsonValue
  Map<String, Object> fields() {
    return fields;
  }

  @Override
  public String toString() {
    return "NewSubscription[eventType=%s, channel=%s, target=%s]"
        .formatted(fields.get("eventType"), fields.get("channel"), fields.get("target"));
  }
}
