package dev.tocsin.contract.deadletter;

/**
 * The run of an operation. Its filter, reason and counts are in its row.
 *
 * @param ratePerSecond how many dead letters it takes in a second at most, 1 to 1,000
 */
public record DeadLetterRun(
    String operationId, String tenant, DeadLetterOrder order, int ratePerSecond) {}
