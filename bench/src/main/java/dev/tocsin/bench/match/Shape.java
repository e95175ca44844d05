package dev.tocsin.bench.match;

import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Severity;
import java.time.Instant;

/**
 * What subscriptions look for. Of each shape, an event matches exactly one subscription of its
 * tenant, number {@code n} of them.
 */
enum Shape {
  /** A type of its own for each, and no pattern. */
  TYPE_ONLY("'bench.' || n", "NULL") {
    @Override
    String type(int number) {
      return "bench." + number;
    }
  },
  /** Patterns of one detail, a hundred for each type. */
  PATTERN_OF_TYPE(
      "NULL",
      "json_build_object('detail-type', json_build_array('bench.' || n / 100),"
          + " 'detail', json_build_object('customer', json_build_array('c-' || n % 100)))") {
    @Override
    String type(int number) {
      return "bench." + number / PER_TYPE;
    }
  },
  /** Patterns of two details, all of one type: one machine, whose rules share values. */
  PATTERN_OF_ONE_TYPE(
      "NULL",
      "json_build_object('detail-type', json_build_array('bench'),"
          + " 'detail', json_build_object('customer', json_build_array('c-' || n % 100),"
          + " 'order', json_build_array('o-' || n / 100)))") {
    @Override
    String type(int number) {
      return "bench";
    }
  };

  private static final int PER_TYPE = 100;

  private final String eventType;
  private final String pattern;

  Shape(String eventType, String pattern) {
    this.eventType = eventType;
    this.pattern = pattern;
  }

  /** The type of the event that matches number {@code n}. */
  abstract String type(int number);

  /** Inserts {@code :count} subscriptions, of {@code :tenants} tenants in turn. */
  String insert() {
    return """
    INSERT INTO subscription (subscription_id, tenant, event_type, severity_filter, pattern,
                              channel, target, headers, active, revision, created_at, updated_at)
    SELECT 'sub_' || lpad(number::text, 26, '0'), 'bench-' || number %% :tenants, %s, 'LOW', %s,
           'WEBHOOK', 'http://127.0.0.1:9/', '{}', true, nextval('subscription_revision'), now(),
           now()
      FROM (SELECT number, number / :tenants AS n
              FROM generate_series(0, :count - 1) AS number) AS each
    """
        .formatted(eventType, pattern);
  }

  /** The event that matches number {@code n}. */
  Event event(String tenant, int number) {
    Instant now = Instant.EPOCH;
    JsonText details =
        new JsonText(
            "{\"customer\":\"c-%d\",\"order\":\"o-%d\",\"total\":129.90,\"currency\":\"EUR\"}"
                .formatted(number % PER_TYPE, number / PER_TYPE));
    String type = type(number);
    return new Event(
        "evt_" + number,
        tenant,
        "",
        type,
        type,
        Severity.HIGH,
        "Order " + number,
        now,
        now,
        details,
        null,
        null,
        new JsonText("{}"));
  }
}
