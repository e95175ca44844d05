package dev.tocsin.client;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a subscription to replace, each as a whole. Immutable: every method copies. */
public final class SubscriptionChange {
  private static final SubscriptionChange NONE = new SubscriptionChange(Map.of());

  private final Map<String, @Nullable Object> fields;

  private SubscriptionChange(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** Nothing; to be continued with what changes. */
  public static SubscriptionChange none() {
    return NONE;
  }

  public SubscriptionChange active(boolean active) {
    return field("active", active);
  }

  public SubscriptionChange eventType(String eventType) {
    return field("eventType", eventType);
  }

  public SubscriptionChange severityFilter(Severity severityFilter) {
    return field("severityFilter", severityFilter);
  }

  public SubscriptionChange channel(String channel) {
    return field("channel", channel);
  }

  public SubscriptionChange target(String target) {
    return field("target", target);
  }

  public SubscriptionChange name(String name) {
    return field("name", name);
  }

  public SubscriptionChange pattern(Object pattern) {
    return field("pattern", pattern);
  }

  public SubscriptionChange retry(RetrySchedule retry) {
    return field("retry", retry);
  }

  public SubscriptionChange timeoutSeconds(int timeoutSeconds) {
    return field("timeoutSeconds", timeoutSeconds);
  }

  public SubscriptionChange format(String format) {
    return field("format", format);
  }

  public SubscriptionChange signatures(List<String> signatures) {
    return field("signatures", List.copyOf(signatures));
  }

  public SubscriptionChange template(Object template) {
    return field("template", template);
  }

  public SubscriptionChange transform(Object transform) {
    return field("transform", transform);
  }

  public SubscriptionChange limits(TargetLimits limits) {
    return field("limits", limits);
  }

  public SubscriptionChange headers(Map<String, String> headers) {
    return field("headers", Map.copyOf(headers));
  }

  public SubscriptionChange schemaVersions(List<Integer> schemaVersions) {
    return field("schemaVersions", List.copyOf(schemaVersions));
  }

  /** Takes an optional field away: {@code name}, {@code pattern}, {@code retry} and so on. */
  public SubscriptionChange without(String name) {
    return field(name, null);
  }

  /** Any field, also one that only a newer server knows. */
  public SubscriptionChange field(String name, @Nullable Object value) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
    all.put(name, value);
    return new SubscriptionChange(Collections.unmodifiableMap(all));
  }

  @JsonValue
  Map<String, @Nullable Object> fields() {
    return fields;
  }

  /** The names only: headers may be secret. */
  @Override
  public String toString() {
    return "SubscriptionChange" + fields.keySet();
  }
}
