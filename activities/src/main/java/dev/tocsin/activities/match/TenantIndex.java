package dev.tocsin.activities.match;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant's subscriptions in force. Without a pattern: a hash lookup by event type. Patterns:
 * one machine for each exactly named {@code detail-type} and one for the rest, as a machine whose
 * rules share values is slow. Guarded by its owner's lock.
 */
final class TenantIndex {
  private static final Logger LOG = LoggerFactory.getLogger(TenantIndex.class);

  private final Map<String, Map<String, Subscription>> byEventType = new HashMap<>();
  private final Map<String, Subscription> withPattern = new HashMap<>();
  private final Map<String, PatternRules> byDetailType = new HashMap<>();
  private final PatternRules anyDetailType = new PatternRules();

  void add(Subscription subscription) {
    JsonText pattern = subscription.pattern();
    if (pattern == null) {
      String type = eventType(subscription);
      byEventType.merge(
          type, Map.of(subscription.subscriptionId(), subscription), TenantIndex::both);
      return;
    }
    withPattern.put(subscription.subscriptionId(), subscription);
    List<String> types = EventPattern.exactTypes(pattern.text());
    for (String type : types) {
      add(
          byDetailType.computeIfAbsent(type, absent -> new PatternRules()),
          subscription.subscriptionId(),
          pattern.text());
    }
    if (types.isEmpty()) {
      add(anyDetailType, subscription.subscriptionId(), pattern.text());
    }
  }

  void remove(Subscription subscription) {
    JsonText pattern = subscription.pattern();
    if (pattern == null) {
      String type = eventType(subscription);
      byEventType.computeIfPresent(
          type, (same, ofType) -> without(ofType, subscription.subscriptionId()));
      return;
    }
    withPattern.remove(subscription.subscriptionId());
    List<String> types = EventPattern.exactTypes(pattern.text());
    for (String type : types) {
      PatternRules rules = byDetailType.get(type);
      if (rules != null) {
        rules.remove(subscription.subscriptionId());
        if (rules.isEmpty()) {
          byDetailType.remove(type);
        }
      }
    }
    if (types.isEmpty()) {
      anyDetailType.remove(subscription.subscriptionId());
    }
  }

  /** Most types have one subscription: a map of one takes a third of the memory. */
  private static Map<String, Subscription> both(
      Map<String, Subscription> ofType, Map<String, Subscription> one) {
    Map<String, Subscription> several =
        ofType instanceof LinkedHashMap ? ofType : new LinkedHashMap<>(ofType);
    several.putAll(one);
    return several;
  }

  private static @Nullable Map<String, Subscription> without(
      Map<String, Subscription> ofType, String subscriptionId) {
    if (ofType instanceof LinkedHashMap) {
      ofType.remove(subscriptionId);
      return ofType.isEmpty() ? null : ofType;
    }
    return ofType.containsKey(subscriptionId) ? null : ofType;
  }

  List<Subscription> match(Event event) {
    List<Subscription> matches = new ArrayList<>();
    for (Subscription candidate : byEventType.getOrDefault(event.eventType(), Map.of()).values()) {
      if (event.severity().reaches(candidate.severityFilter())
          && candidate.takesVersion(event.schemaVersion())) {
        matches.add(candidate);
      }
    }
    PatternRules ofType = byDetailType.get(event.type());
    if (ofType == null && anyDetailType.isEmpty()) {
      return matches;
    }
    EventDocument document = EventDocument.of(EventPattern.documentOf(event));
    matchPatterns(event, document, ofType, matches);
    matchPatterns(event, document, anyDetailType, matches);
    return matches;
  }

  private void matchPatterns(
      Event event,
      EventDocument document,
      @Nullable PatternRules rules,
      List<Subscription> matches) {
    if (rules == null || rules.isEmpty()) {
      return;
    }
    for (String id : ids(rules, event.eventId(), document)) {
      Subscription candidate = withPattern.get(id);
      if (candidate != null && alsoMatches(candidate, event)) {
        matches.add(candidate);
      }
    }
  }

  private static boolean alsoMatches(Subscription candidate, Event event) {
    String type = candidate.eventType();
    Severity floor = candidate.severityFilter();
    return (type == null || type.equals(event.eventType()))
        && event.severity().reaches(floor)
        && candidate.takesVersion(event.schemaVersion());
  }

  private static String eventType(Subscription subscription) {
    String type = subscription.eventType();
    if (type == null) {
      throw new IllegalStateException("Neither type nor pattern: " + subscription.subscriptionId());
    }
    return type;
  }

  private static void add(PatternRules rules, String id, String pattern) {
    try {
      rules.add(id, pattern);
    } catch (IllegalArgumentException refused) {
      // Checked when it was saved; a matcher that has become stricter must not stop all others.
      LOG.error("Subscription {} has a pattern that cannot be used", id, refused);
    }
  }

  private static List<String> ids(PatternRules rules, String eventId, EventDocument document) {
    try {
      return rules.match(document);
    } catch (IllegalArgumentException refused) {
      // No retry would change it, and the event's other subscriptions must not wait for ever.
      LOG.error("Event {} cannot be matched against patterns", eventId, refused);
      return List.of();
    }
  }
}
