/** Mixed load for long, and what must not grow meanwhile. */
@NullMarked
package dev.tocsin.bench.soak;

import org.jspecify.annotations.NullMarked;
