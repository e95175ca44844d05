package dev.tocsin.api.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.store.deadletter.DeadLetterFilter;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.failure.ErrorClass;
import org.jspecify.annotations.Nullable;

/**
 * An operation on many dead letters.
 *
 * @param matching how many dead letters it found at its start, not more than {@code most}
 * @param done redriven or discarded so far
 * @param skipped left as they are, by why
 * @param by the key that ordered it
 * @param cancelledBy the id of the key that called it off, or {@code temporal}
 */
record DeadLetterAnswer(
    String operationId,
    DeadLetterOrder order,
    OperationStatus status,
    int matching,
    int done,
    Skipped skipped,
    String reason,
    By by,
    Filter filter,
    int ratePerSecond,
    int most,
    String startedAt,
    String updatedAt,
    @Nullable String finishedAt,
    @Nullable String cancelledBy) {

  /**
   * @param noLongerDead somebody else redrove or discarded them meanwhile
   */
  record Skipped(int subscriptionDeleted, int noLongerDead) {}

  /** A key, and its name at that time. */
  record By(String keyId, String name) {}

  /** How many an order would take. */
  record Preview(int matching) {}

  /** As it was sent; empty where every dead letter is taken. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Filter(
      @Nullable String subscriptionId,
      @Nullable String channel,
      @Nullable String target,
      @Nullable String eventType,
      @Nullable Integer httpStatus,
      @Nullable ErrorClass errorClass,
      @Nullable String reasonContains,
      @Nullable String since,
      @Nullable String until) {

    static Filter of(DeadLetterFilter filter) {
      return new Filter(
          filter.subscriptionId(),
          filter.channel(),
          filter.target(),
          filter.eventType(),
          filter.httpStatus(),
          filter.errorClass(),
          filter.reasonContains(),
          Timestamps.isoOrNull(filter.since()),
          Timestamps.isoOrNull(filter.until()));
    }
  }

  static DeadLetterAnswer of(DeadLetterOperation operation) {
    Counts counts = operation.counts();
    return new DeadLetterAnswer(
        operation.operationId(),
        operation.order(),
        operation.status(),
        counts.matching(),
        counts.done(),
        new Skipped(counts.subscriptionDeleted(), counts.noLongerDead()),
        operation.reason(),
        new By(operation.keyId(), operation.keyName()),
        Filter.of(operation.filter()),
        operation.ratePerSecond(),
        operation.most(),
        Timestamps.iso(operation.startedAt()),
        Timestamps.iso(operation.updatedAt()),
        Timestamps.isoOrNull(operation.finishedAt()),
        operation.cancelledBy());
  }
}
