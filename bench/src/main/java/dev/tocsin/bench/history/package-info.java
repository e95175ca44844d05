/** What a group of events costs in Temporal and in PostgreSQL: counts, which no clock changes. */
@NullMarked
package dev.tocsin.bench.history;

import org.jspecify.annotations.NullMarked;
