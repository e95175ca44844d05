package dev.tocsin.store.delivery;

import static dev.tocsin.store.database.Rows.bindColumn;

import dev.tocsin.contract.model.DeliveryKey;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/** Binds many keys for {@code unnest(:ids, :days)}. */
public final class DeliveryKeys {
  private DeliveryKeys() {}

  public static <Q extends SqlStatement<Q>> Q bind(Q statement, List<DeliveryKey> keys) {
    bindColumn(statement, "ids", String.class, keys, DeliveryKey::deliveryId);
    return bindColumn(statement, "days", LocalDate.class, keys, DeliveryKey::day);
  }
}
