package dev.tocsin.bench.textbook;

import dev.tocsin.contract.model.Event;
import dev.tocsin.store.database.Database;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Its tables, beside those of the Tocsin whose PostgreSQL it shares. */
public final class TextbookTables {
  private final Database database;

  public TextbookTables(Database database) {
    this.database = database;
  }

  /** Makes them, unless they are there. */
  public void create() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createScript(
                        """
                        CREATE TABLE IF NOT EXISTS textbook_event (
                          event_id text PRIMARY KEY, tenant text NOT NULL, type text NOT NULL,
                          severity text NOT NULL, title text NOT NULL, details jsonb NOT NULL,
                          received_at timestamptz NOT NULL, status text NOT NULL);
                        CREATE TABLE IF NOT EXISTS textbook_subscription (
                          subscription_id text PRIMARY KEY, tenant text NOT NULL,
                          type text NOT NULL, url text NOT NULL);
                        CREATE INDEX IF NOT EXISTS textbook_subscription_type
                          ON textbook_subscription (tenant, type);
                        CREATE TABLE IF NOT EXISTS textbook_delivery (
                          event_id text NOT NULL, subscription_id text NOT NULL,
                          status integer NOT NULL, PRIMARY KEY (event_id, subscription_id));
                        """)
                    .execute());
  }

  /** A subscription to all events of a type. */
  public void subscribe(String tenant, String type, String url) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO textbook_subscription"
                        + " VALUES (gen_random_uuid()::text, ?, ?, ?)",
                    tenant,
                    type,
                    url));
  }

  void insert(Event event) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO textbook_event VALUES (?, ?, ?, ?, ?, ?::jsonb, ?, 'PENDING')",
                    event.eventId(),
                    event.tenant(),
                    event.eventType(),
                    event.severity().name(),
                    event.title(),
                    event.details().text(),
                    event.receivedAt()));
  }

  List<TextbookTarget> targets(String tenant, String type) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT subscription_id, url FROM textbook_subscription"
                            + " WHERE tenant = ? AND type = ?",
                        tenant,
                        type)
                    .map((row, context) -> new TextbookTarget(row.getString(1), row.getString(2)))
                    .list());
  }

  /** Does nothing the second time, as an activity may run again. */
  void record(String eventId, List<TextbookResult> results) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              PreparedBatch rows =
                  handle.prepareBatch(
                      "INSERT INTO textbook_delivery VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
              results.forEach(each -> rows.add(eventId, each.subscriptionId(), each.status()));
              if (!results.isEmpty()) {
                rows.execute();
              }
              handle.execute(
                  "UPDATE textbook_event SET status = 'PROCESSED' WHERE event_id = ?", eventId);
            });
  }
}
