package dev.tocsin.worker.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much this process works on at once.
 *
 * @param workflowTasks workflow tasks, 2 to 2,000; default 100
 * @param eventBatches local activities of event workflows, each with up to 100 attempts side by
 *     side, 1 to 2,000; default 200
 * @param groupDeliveries deliveries that the workflow of a group of events makes itself, 1 to
 *     2,000, which is how many children Temporal lets a workflow have; default 2,000; an event
 *     whose deliveries do not fit in gets a workflow of its own for them
 * @param groupAttempts first attempts that the workflows of events make side by side, of which a
 *     target gets a quarter at most, 1 to 10,000; default 512; the others wait their turn
 * @param attempts single attempts of deliveries with a workflow of their own, 1 to 5,000; default
 *     500
 * @param cachedWorkflows workflows kept in memory between their tasks, 10 to 100,000; default 2,000
 * @param drainSeconds how long a stop waits for work under way, 1 to 600; default 75, which is more
 *     than the longest attempt
 */
public record WorkerLimits(
    @Min(2) @Max(2_000) int workflowTasks,
    @Min(1) @Max(2_000) int eventBatches,
    @Min(1) @Max(2_000) int groupDeliveries,
    @Min(1) @Max(10_000) int groupAttempts,
    @Min(1) @Max(5_000) int attempts,
    @Min(10) @Max(100_000) int cachedWorkflows,
    @Min(1) @Max(600) int drainSeconds) {
  public static final WorkerLimits DEFAULT = new WorkerLimits(100, 200, 2_000, 512, 500, 2_000, 75);
}
