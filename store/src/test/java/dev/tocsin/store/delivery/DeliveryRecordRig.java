package dev.tocsin.store.delivery;

import static dev.tocsin.store.Samples.NOW;

import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryStatus;
import dev.tocsin.contract.model.Event;
import dev.tocsin.store.Samples;
import dev.tocsin.store.TestDatabase;
import dev.tocsin.store.database.Database;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An event with two deliveries, and what becomes of them. */
abstract class DeliveryRecordRig {
  static TestDatabase postgres;
  final Database database = postgres.database();
  final DeliveryRecordDao records = new DeliveryRecordDao(database);
  Event event;
  List<DeliveryKey> keys;

  @BeforeAll
  static void open() {
    postgres = TestDatabase.create();
  }

  @AfterAll
  static void close() {
    postgres.close();
  }

  @BeforeEach
  void anEventWithTwoDeliveries() {
    event = Samples.events(1).get(0);
    keys =
        Samples.matched(
            database, List.of(event), List.of(Samples.stored(database), Samples.stored(database)));
  }

  DeliveryStatus record(DeliveryKey key, int round, DeliveryStatus status, long millis) {
    return records
        .record(List.of(Samples.outcome(key, event.eventId(), round, status, millis)), NOW)
        .get(key.deliveryId());
  }

  void set(DeliveryKey key, DeliveryStatus status, int round) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "UPDATE delivery SET status = ?, round = ?, reason = 'as it was',"
                        + " http_status = 299, next_attempt_at = '2026-01-01Z',"
                        + " settled_at = '2026-01-02Z' WHERE delivery_id = ?",
                    status.name(),
                    round,
                    key.deliveryId()));
  }

  Delivery delivery(int index) {
    return Samples.delivery(database, keys.get(index));
  }
}
