/** How long it takes to find the subscriptions that an event matches. */
@NullMarked
package dev.tocsin.bench.match;

import org.jspecify.annotations.NullMarked;
