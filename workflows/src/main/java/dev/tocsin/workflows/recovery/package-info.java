/** Orchestrates the watch over events and deliveries that nobody carries. */
@NullMarked
package dev.tocsin.workflows.recovery;

import org.jspecify.annotations.NullMarked;
