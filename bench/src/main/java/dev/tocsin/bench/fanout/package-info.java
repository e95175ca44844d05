/** One event to a large audience, beside bare requests to the same receiver. */
@NullMarked
package dev.tocsin.bench.fanout;

import org.jspecify.annotations.NullMarked;
