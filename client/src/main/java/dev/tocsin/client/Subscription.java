package dev.tocsin.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standing wish for events that match. Its parts mean what they mean in {@link NewSubscription}.
 *
 * @param pattern null where it has none
 * @param headers may hold secrets, so they are not in {@code toString}
 * @param schemaVersions empty for all versions
 * @param template null where it is told in the default way, as transform is
 * @param status {@code active} or {@code paused}
 */
public record Subscription(
    String subscriptionId,
    @Nullable String name,
    @Nullable String eventType,
    Severity severityFilter,
    @Nullable JsonNode pattern,
    String channel,
    String target,
    Map<String, String> headers,
    @Nullable RetrySchedule retry,
    @Nullable Integer timeoutSeconds,
    List<Integer> schemaVersions,
    String format,
    List<String> signatures,
    boolean active,
    String status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable JsonNode template,
    @Nullable JsonNode transform,
    @Nullable TargetLimits limits) {

  public Subscription {
    headers = Answers.map(headers);
    schemaVersions = Answers.list(schemaVersions);
    pattern = Answers.nullOrNode(pattern);
    signatures = Answers.list(signatures);
    template = Answers.nullOrNode(template);
    transform = Answers.nullOrNode(transform);
  }

  @Override
  public String toString() {
    return "Subscription[%s, %s, eventType=%s, channel=%s, target=%s]"
        .formatted(subscriptionId, status, eventType, channel, target);
  }
}
