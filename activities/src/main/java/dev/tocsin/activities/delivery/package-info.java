/** One attempt of a delivery: made, judged by its retry schedule, and recorded. */
@NullMarked
package dev.tocsin.activities.delivery;

import org.jspecify.annotations.NullMarked;
