/** What Temporal itself can do: the floor on which everything else stands. */
@NullMarked
package dev.tocsin.bench.floor;

import org.jspecify.annotations.NullMarked;
