/** The connection to Temporal and the workers that poll it. */
@NullMarked
package dev.tocsin.worker.temporal;

import org.jspecify.annotations.NullMarked;
