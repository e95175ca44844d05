package dev.tocsin.contract.deadletter;

/**
 * Where an operation stands.
 *
 * @param matching how many dead letters there were when it began
 * @param done redriven or discarded so far
 * @param skipped left as they are so far
 * @param taken looked at just now
 */
public record DeadLetterProgress(
    OperationStatus status, int matching, int done, int skipped, int taken) {}
