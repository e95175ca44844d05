package dev.tocsin.contract.delivery;

import dev.tocsin.contract.model.DeliveryRef;

/**
 * One run of a delivery's workflow.
 *
 * @param round from 1; a redrive begins the next. The run's first step opens the round where the
 *     row is a dead letter of the round before.
 */
public record DeliveryRun(DeliveryRef delivery, int round) {}
