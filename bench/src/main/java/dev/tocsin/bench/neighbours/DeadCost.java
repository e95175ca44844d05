package dev.tocsin.bench.neighbours;

/**
 * What events for an endpoint that is down cost.
 *
 * @param beforeOpening deliveries that were matched before the circuit opened
 * @param runningWorkflows of the DeliveryWorkflows
 * @param waiting deliveries that are WAITING
 */
record DeadCost(
    long events,
    long beforeOpening,
    long targetWorkflows,
    long deliveryWorkflows,
    long runningWorkflows,
    long waiting) {}
