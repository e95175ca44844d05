/**
 * HTTP to addresses that others chose. Every channel that posts to a target goes through {@link
 * dev.tocsin.activities.channel.outbound.OutboundHttp}: the guard against forbidden addresses, time
 * limits, the size of what is kept and the meaning of each status are settled here, once.
 */
@NullMarked
package dev.tocsin.activities.channel.outbound;

import org.jspecify.annotations.NullMarked;
