package dev.tocsin.activities.match;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.contract.model.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.event.ruler.Machine;

/**
 * One tenant's subscriptions in force. Without a pattern: a hash lookup by event type. Patterns:
 * one machine for each exactly named {@code detail-type} and one for the rest, as a machine whose
 * rules share values is slow. Guarded by its owner's lock.
 */
final class TenantIndex {
  private static final Logger LOG = LoggerFactory.getLogger(TenantIndex.class);

  private final Map<String, Map<String, Subscription>> byEventType = new HashMap<>();
  private final Map<String, Subscription> withPattern = new HashMap<>();
  private final Map<String, Rules> byDetailType = new HashMap<>();
  private final Rules anyDetailType = new Rules();

  void add(Subscription subscription) {
    JsonText pattern = subscription.pattern();
    if (pattern == null) {
      String type = eventType(subscription);
      byEventType
          .computeIfAbsent(type, absent -> new LinkedHashMap<>())
          .put(subscription.subscriptionId(), subscription);
      return;
    }
    withPattern.put(subscription.subscriptionId(), subscription);
    List<String> types = EventPattern.exactTypes(pattern.text());
    for (String type : types) {
      byDetailType
          .computeIfAbsent(type, absent -> new Rules())
          .add(subscription.subscriptionId(), pattern.text());
    }
    if (types.isEmpty()) {
      anyDetailType.add(subscription.subscriptionId(), pattern.text());
    }
  }

  void remove(Subscription subscription) {
    JsonText pattern = subscription.pattern();
    if (pattern == null) {
      String type = eventType(subscription);
      Map<String, Subscription> ofType = byEventType.getOrDefault(type, new HashMap<>());
      ofType.remove(subscription.subscriptionId());
      if (ofType.isEmpty()) {
        byEventType.remove(type);
      }
      return;
    }
    withPattern.remove(subscription.subscriptionId());
    List<String> types = EventPattern.exactTypes(pattern.text());
    for (String type : types) {
      Rules rules = byDetailType.get(type);
      if (rules != null && rules.remove(subscription.subscriptionId(), pattern.text()) == 0) {
        byDetailType.remove(type);
      }
    }
    if (types.isEmpty()) {
      anyDetailType.remove(subscription.subscriptionId(), pattern.text());
    }
  }

  List<Subscription> match(Event event) {
    List<Subscription> matches = new ArrayList<>();
    for (Subscription candidate : byEventType.getOrDefault(event.eventType(), Map.of()).values()) {
      if (event.severity().reaches(candidate.severityFilter())) {
        matches.add(candidate);
      }
    }
    Rules ofType = byDetailType.get(event.type());
    if (ofType == null && anyDetailType.count == 0) {
      return matches;
    }
    String document = EventPattern.documentOf(event);
    matchPatterns(event, document, ofType, matches);
    matchPatterns(event, document, anyDetailType, matches);
    return matches;
  }

  private void matchPatterns(
      Event event, String document, @Nullable Rules rules, List<Subscription> matches) {
    if (rules == null || rules.count == 0) {
      return;
    }
    for (String id : rules.match(event.eventId(), document)) {
      Subscription candidate = withPattern.get(id);
      if (candidate != null && alsoMatches(candidate, event)) {
        matches.add(candidate);
      }
    }
  }

  private static boolean alsoMatches(Subscription candidate, Event event) {
    String type = candidate.eventType();
    Severity floor = candidate.severityFilter();
    return (type == null || type.equals(event.eventType())) && event.severity().reaches(floor);
  }

  private static String eventType(Subscription subscription) {
    String type = subscription.eventType();
    if (type == null) {
      throw new IllegalStateException("Neither type nor pattern: " + subscription.subscriptionId());
    }
    return type;
  }

  /** A machine and how many rules it holds. */
  private static final class Rules {
    private final Machine machine = new Machine();
    private int count;

    void add(String id, String pattern) {
      try {
        machine.addRule(id, pattern);
        count++;
      } catch (IOException | RuntimeException refused) {
        // Checked when it was saved; a matcher that has become stricter must not stop all others.
        LOG.error(
            "Subscription {} has a pattern that cannot be used: it matches nothing", id, refused);
      }
    }

    int remove(String id, String pattern) {
      try {
        machine.deleteRule(id, pattern);
        count--;
      } catch (IOException | RuntimeException refused) {
        LOG.error("Could not remove the pattern of subscription {}", id, refused);
      }
      return count;
    }

    List<String> match(String eventId, String document) {
      try {
        return EventPattern.rulesFor(machine, document);
      } catch (IllegalArgumentException refused) {
        // No retry would change it, and the event's other subscriptions must not wait for ever.
        LOG.error("Event {} cannot be matched against patterns", eventId, refused);
        return List.of();
      }
    }
  }
}
