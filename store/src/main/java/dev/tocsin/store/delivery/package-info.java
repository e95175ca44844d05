/** Deliveries, their attempts, and the statuses that both lead to. */
@NullMarked
package dev.tocsin.store.delivery;

import org.jspecify.annotations.NullMarked;
