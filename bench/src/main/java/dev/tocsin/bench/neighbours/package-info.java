/** What dead targets do to their neighbours, and what they cost. */
@NullMarked
package dev.tocsin.bench.neighbours;

import org.jspecify.annotations.NullMarked;
