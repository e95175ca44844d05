/** Measurements in Prometheus' format. */
@NullMarked
package dev.tocsin.worker.metrics;

import org.jspecify.annotations.NullMarked;
