/** What operators see of deliveries, and the orders that they give: redrive, retry now, cancel. */
@NullMarked
package dev.tocsin.api.delivery;

import org.jspecify.annotations.NullMarked;
