/** What a health check asks of Temporal, PostgreSQL and the pollers. */
@NullMarked
package dev.tocsin.worker.health;

import org.jspecify.annotations.NullMarked;
