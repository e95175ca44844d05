package dev.tocsin.bench.hostile;

import dev.tocsin.activities.channel.outbound.HostileReceiver.Behaviour;

/**
 * What came of one behaviour.
 *
 * @param outcome of most deliveries
 * @param open deliveries that came to no outcome
 * @param longestMs the longest attempt
 * @param growthMib of the heap after a collection, while the attempts were under way or after them,
 *     whichever is more
 */
record Encounter(
    Behaviour behaviour, String outcome, long open, long longestMs, double growthMib) {}
