package dev.tocsin.store.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Copies what a test stored until no query can afford to read whole tables. */
final class ManyRows {
  private ManyRows() {}

  static void insert(Handle h) {
    copies(h, "event", "event_id", 200, "status", "'NOTIFIED'");
    copies(h, "delivery", "delivery_id", 100, "status", "'SENT'", "subscription_id", "i");
    copies(
        h,
        "delivery",
        "delivery_id || 'w'",
        50,
        "status",
        "'WAITING'",
        "created_at",
        "created_at + i * interval '1 ms'");
    copies(
        h,
        "delivery",
        "delivery_id || 'r'",
        50,
        "status",
        "'RETRYING'",
        "next_attempt_at",
        "now() + interval '1 day'",
        "subscription_id",
        "i");
    copies(
        h,
        "event",
        "event_id || 'p'",
        100,
        "status",
        "'PENDING'",
        "received_at",
        "received_at + interval '1 hour'");
    h.execute(
        """
        INSERT INTO subscription SELECT subscription_id || i, tenant, name, event_type,
          severity_filter, pattern, channel, target, headers, retry, timeout_seconds,
          active, deleted, revision + i * 1000, created_at + i * interval '1 ms',
          updated_at
        FROM subscription, generate_series(1, 5000) AS i""");
    h.execute(
        """
        INSERT INTO api_key (key_id, tenant, name, key_hash, created_at)
        SELECT key_id || i, tenant, name, key_hash || i::text::bytea,
          created_at + i * interval '1 ms'
        FROM api_key, generate_series(1, 5000) AS i""");
    h.execute(
        """
        INSERT INTO event_type (type_id, tenant, name, newest, created_at)
        SELECT 'typ_' || i, 'default', 'type-' || i, 1, now() + i * interval '1 ms'
        FROM generate_series(1, 5000) AS i""");
    h.execute(
        """
        INSERT INTO event_type_version
          (tenant, name, version, schema, forced, created_at, created_by)
        SELECT tenant, name, 1, '{}', false, created_at, 'key_1' FROM event_type""");
    h.execute(
        """
        INSERT INTO event_type_day
        SELECT 'default', 'type-' || i, current_date - d, 1, now()
        FROM generate_series(1, 5000) AS i, generate_series(0, 5) AS d""");
    h.execute(
        """
        INSERT INTO event_type_source
        SELECT 'default', 'type-' || i, 's' || s, 1, now(), now(), current_date
        FROM generate_series(1, 5000) AS i, generate_series(0, 5) AS s""");
    h.execute(
        """
        UPDATE subscription SET event_type = event_type || revision,
          pattern = CASE WHEN revision % 2000 = 0 THEN '{"source":["a"]}'::json END
        WHERE revision > 1000""");
    h.execute(
        """
        INSERT INTO template
        SELECT 'tpl_' || i, 'default', 'n-' || i, 1, now() + i * interval '1 ms', now()
        FROM generate_series(1, 5000) AS i""");
    h.execute(
        """
        INSERT INTO template_version
        SELECT tenant, template_id, 1, '{"text":"t","strict":false}', now(), 'key_1'
        FROM template""");
    h.execute(
        """
        UPDATE subscription SET template = json_build_object('id', 'tpl_' || revision)
        WHERE revision > 1000""");
    h.execute("UPDATE subscription SET template = '{\"id\":\"tpl_7\"}' WHERE revision < 9");
    h.execute(
        """
        INSERT INTO attempt
          (delivery_id, day, attempt, round, at, duration_ms, message_id)
        SELECT delivery_id, day, 1000, 1, created_at, 1, 'm-' || delivery_id
        FROM delivery""");
    h.execute(
        """
        INSERT INTO suppression (suppression_id, tenant, address, reason, source,
          created_at, removed_at)
        SELECT 'sup_' || i, 'default', 'a' || i || '@example.com', 'MANUAL', 'key_1',
          now() + i * interval '1 ms', CASE WHEN i % 3 = 0 THEN now() END
        FROM generate_series(1, 5000) AS i""");
    h.execute(
        """
        INSERT INTO inbound_token
        SELECT 'tok_' || i, 'default', i::text::bytea, now()
        FROM generate_series(1, 5000) AS i""");
    h.execute("UPDATE subscription SET active = false");
    h.execute("UPDATE event SET severity = 'LOW' WHERE status = 'PENDING'");
  }

  /**
   * Copies of each of the first rows, not of copies, under other ids, with columns set to
   * expressions.
   */
  private static void copies(Handle h, String table, String id, int count, String... set) {
    List<String> columns =
        h.createQuery(
                "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:table AS regclass)"
                    + " AND attnum > 0 ORDER BY attnum")
            .bind("table", table)
            .mapTo(String.class)
            .list();
    Map<String, String> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column, column));
    values.put(columns.get(0), id + " || i");
    for (int i = 0; i < set.length; i += 2) {
      values.put(set[i], set[i + 1]);
    }
    h.execute(
        "INSERT INTO %s SELECT %s FROM (SELECT * FROM %s ORDER BY length(%s) LIMIT 100) t, generate_series(1, %d) AS i"
            .formatted(table, String.join(", ", values.values()), table, columns.get(0), count));
  }
}
