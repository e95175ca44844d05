package dev.tocsin.contract.fanout;

import org.jspecify.annotations.Nullable;

/**
 * What a step through a range came to.
 *
 * @param rest what is left of the range; absent at its end
 * @param sent how many of the event's deliveries, of all ranges, are SENT now
 */
public record FanOutStep(@Nullable FanOutRange rest, int sent) {}
