package dev.tocsin.store.deadletter;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.database.Rows;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.failure.ErrorClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Between rows of {@code dead_letter_operation} and records. */
final class DeadLetterOperationRows {
  static final String COLUMNS =
      """
      operation_id, tenant, kind, subscription_id, channel, target, event_type, http_status,
      error_class, reason_contains, since, until, reason, key_id, key_name, rate_per_second, most,
      status, matching, done, subscription_deleted, no_longer_dead, after_settled_at,
      after_delivery_id, started_at, updated_at, finished_at, cancelled_by""";

  private DeadLetterOperationRows() {}

  static DeadLetterOperation map(ResultSet row, StatementContext context) throws SQLException {
    return new DeadLetterOperation(
        row.getString("operation_id"),
        row.getString("tenant"),
        DeadLetterOrder.valueOf(row.getString("kind")),
        filter(row),
        row.getString("reason"),
        row.getString("key_id"),
        row.getString("key_name"),
        row.getInt("rate_per_second"),
        row.getInt("most"),
        OperationStatus.valueOf(row.getString("status")),
        new Counts(
            row.getInt("matching"),
            row.getInt("done"),
            row.getInt("subscription_deleted"),
            row.getInt("no_longer_dead")),
        new Page.Cursor(Rows.instant(row, "after_settled_at"), row.getString("after_delivery_id")),
        Rows.instant(row, "started_at"),
        Rows.instant(row, "updated_at"),
        Rows.nullableInstant(row, "finished_at"),
        row.getString("cancelled_by"));
  }

  private static DeadLetterFilter filter(ResultSet row) throws SQLException {
    String errorClass = row.getString("error_class");
    return new DeadLetterFilter(
        row.getString("subscription_id"),
        row.getString("channel"),
        row.getString("target"),
        row.getString("event_type"),
        Rows.nullableInt(row, "http_status"),
        errorClass == null ? null : ErrorClass.valueOf(errorClass),
        row.getString("reason_contains"),
        Rows.nullableInstant(row, "since"),
        Rows.nullableInstant(row, "until"));
  }

  static void insert(Handle handle, DeadLetterOperation operation) {
    DeadLetterFilter filter = operation.filter();
    ErrorClass errorClass = filter.errorClass();
    handle
        .createUpdate(
            "INSERT INTO dead_letter_operation ("
                + COLUMNS
                + """
                ) VALUES (:operationId, :tenant, :kind, :subscriptionId, :channel, :target,
                  :eventType, :httpStatus, :errorClass, :reasonContains, :since, :until, :reason,
                  :keyId, :keyName, :rate, :most, :status, :matching, 0, 0, 0, :afterAt, :afterId,
                  :startedAt, :startedAt, :finishedAt, NULL)""")
        .bind("operationId", operation.operationId())
        .bind("tenant", operation.tenant())
        .bind("kind", operation.order().name())
        .bind("subscriptionId", filter.subscriptionId())
        .bind("channel", filter.channel())
        .bind("target", filter.target())
        .bind("eventType", filter.eventType())
        .bind("httpStatus", filter.httpStatus())
        .bind("errorClass", errorClass == null ? null : errorClass.name())
        .bind("reasonContains", filter.reasonContains())
        .bind("since", filter.since())
        .bind("until", filter.until())
        .bind("reason", operation.reason())
        .bind("keyId", operation.keyId())
        .bind("keyName", operation.keyName())
        .bind("rate", operation.ratePerSecond())
        .bind("most", operation.most())
        .bind("status", operation.status().name())
        .bind("matching", operation.counts().matching())
        .bind("afterAt", operation.after().at())
        .bind("afterId", operation.after().id())
        .bind("startedAt", operation.startedAt())
        .bind("finishedAt", operation.finishedAt())
        .execute();
  }
}
