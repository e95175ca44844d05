/** What all measurements have in common: how they are called, and tell how far they are. */
@NullMarked
package dev.tocsin.bench.run;

import org.jspecify.annotations.NullMarked;
