package dev.tocsin.api.deadletter;

import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.contract.deadletter.DeadLetterOrder;
import dev.tocsin.contract.deadletter.OperationStatus;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.database.Page;
import dev.tocsin.store.deadletter.DeadLetterOperation;
import dev.tocsin.store.deadletter.DeadLetterOperation.Counts;
import dev.tocsin.store.deadletter.DeadLetterOperationDao;
import dev.tocsin.store.key.ApiKey;
import dev.tocsin.store.key.ApiKeyDao;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Begins, shows and calls off operations on many dead letters. First the row, then the workflow.
 */
public final class DeadLetterOperations {
  private final DeadLetterOperationDao operations;
  private final ApiKeyDao keys;
  private final DeadLetterWorkflows workflows;
  private final Clock clock;

  public DeadLetterOperations(
      DeadLetterOperationDao operations,
      ApiKeyDao keys,
      DeadLetterWorkflows workflows,
      Clock clock) {
    this.operations = operations;
    this.keys = keys;
    this.workflows = workflows;
    this.clock = clock;
  }

  /** How many dead letters an order would take now. */
  int count(Caller caller, DeadLetterDraft draft) {
    return operations.count(caller.tenant(), draft.filter(), now(), draft.most());
  }

  /** Returns once the order is durable; one that finds nothing is completed with it. */
  DeadLetterOperation begin(Caller caller, DeadLetterOrder order, DeadLetterDraft draft) {
    Instant now = now();
    int matching = operations.count(caller.tenant(), draft.filter(), now, draft.most());
    boolean nothing = matching == 0;
    DeadLetterOperation operation =
        new DeadLetterOperation(
            Identity.newOperationId(now),
            caller.tenant(),
            order,
            draft.filter(),
            draft.reason(),
            caller.keyId(),
            keys.find(caller.tenant(), caller.keyId()).map(ApiKey::name).orElse(caller.keyId()),
            draft.ratePerSecond(),
            draft.most(),
            nothing ? OperationStatus.COMPLETED : OperationStatus.RUNNING,
            new Counts(matching, 0, 0, 0),
            new Page.Cursor(Instant.EPOCH, ""),
            now,
            now,
            nothing ? now : null,
            null);
    operations.insert(operation);
    if (!nothing) {
      workflows.start(operation.run());
    }
    return operation;
  }

  Optional<DeadLetterOperation> find(Caller caller, String operationId) {
    return operations.find(caller.tenant(), operationId);
  }

  Page<DeadLetterOperation> list(Caller caller, Page.Cursor after, int limit) {
    return operations.list(caller.tenant(), after, limit);
  }

  /**
   * @return the operation as it is then
   * @throws ConflictException where it runs no more
   */
  DeadLetterOperation cancel(Caller caller, DeadLetterOperation operation) {
    boolean cancelled = operations.cancel(operation.operationId(), caller.keyId(), now());
    DeadLetterOperation current = find(caller, operation.operationId()).orElse(operation);
    if (!cancelled) {
      throw new ConflictException("It runs no more: " + current.status());
    }
    workflows.wake(operation.operationId());
    return current;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
