package dev.tocsin.store.deadletter;

import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.store.Samples;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.database.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters and operations on them, for tests to look at. */
public final class DeadLetters {
  private DeadLetters() {}

  /**
   * Dead letters of a subscription, which died a millisecond after each other before {@code by}.
   */
  public static List<DeliveryKey> of(
      Database database, Subscription subscription, int count, Instant by) {
    List<DeliveryKey> keys =
        Samples.matched(database, Samples.events(count), List.of(subscription));
    for (int i = 0; i < keys.size(); i++) {
      die(database, keys.get(i), by.minusMillis(count - i), 503, "Webhook failed: 503");
    }
    return keys;
  }

  /** Makes a delivery a dead letter. */
  public static void die(
      Database database,
      DeliveryKey key,
      Instant at,
      @Nullable Integer httpStatus,
      @Nullable String reason) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE delivery SET status = 'DEAD', settled_at = :at,"
                            + " http_status = :httpStatus, reason = :reason"
                            + " WHERE delivery_id = :id AND day = :day")
                    .bind("at", at)
                    .bind("httpStatus", httpStatus)
                    .bind("reason", reason)
                    .bind("id", key.deliveryId())
                    .bind("day", key.day())
                    .execute());
  }

  /** Begins an operation of the tenant of the samples, as the API does. */
  public static DeadLetterOperation operation(
      Database database,
      DeadLetterOrder order,
      DeadLetterFilter filter,
      int ratePerSecond,
      Instant now) {
    return operation(database, order, filter, ratePerSecond, DeadLetterOperation.MOST, now);
  }

  /** The same with a bound. */
  public static DeadLetterOperation operation(
      Database database,
      DeadLetterOrder order,
      DeadLetterFilter filter,
      int ratePerSecond,
      int most,
      Instant now) {
    DeadLetterOperationDao operations = new DeadLetterOperationDao(database);
    DeadLetterOperation operation =
        new DeadLetterOperation(
            Identity.newOperationId(now),
            Samples.TENANT,
            order,
            filter,
            "they are back",
            "key_1",
            "on call",
            ratePerSecond,
            most,
            OperationStatus.RUNNING,
            new DeadLetterOperation.Counts(
                operations.count(Samples.TENANT, filter, now, most), 0, 0, 0),
            new Page.Cursor(Instant.EPOCH, ""),
            now,
            now,
            null,
            null);
    operations.insert(operation);
    return operation;
  }

  /** Those of a subscription. */
  public static DeadLetterFilter ofSubscription(String subscriptionId) {
    return new DeadLetterFilter(subscriptionId, null, null, null, null, null, null, null, null);
  }
}
