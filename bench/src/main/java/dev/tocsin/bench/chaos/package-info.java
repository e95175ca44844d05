/** Load while one process after the other is killed. */
@NullMarked
package dev.tocsin.bench.chaos;

import org.jspecify.annotations.NullMarked;
