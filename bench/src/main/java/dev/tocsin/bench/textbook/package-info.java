/**
 * A notification service as the tutorials of Temporal make one, for comparison: an ordinary start
 * for each event, and match, deliver and record as ordinary activities.
 */
@NullMarked
package dev.tocsin.bench.textbook;

import org.jspecify.annotations.NullMarked;
