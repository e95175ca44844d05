package dev.tocsin.store.circuit;

import dev.tocsin.contract.model.CircuitState;
import dev.tocsin.store.database.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/** From a row of {@code circuit} to a record. */
final class CircuitRows {
  static final String COLUMNS =
      "subscription_id, state, reason, since, failing_since, probes, next_probe_at";

  private CircuitRows() {}

  static Circuit map(ResultSet row, StatementContext context) throws SQLException {
    return new Circuit(
        row.getString("subscription_id"),
        CircuitState.valueOf(row.getString("state")),
        row.getString("reason"),
        Rows.instant(row, "since"),
        Rows.nullableInstant(row, "failing_since"),
        row.getInt("probes"),
        Rows.nullableInstant(row, "next_probe_at"));
  }
}
