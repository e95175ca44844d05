/** Operations on many dead letters: which they take, how far they are, who ordered them and why. */
@NullMarked
package dev.tocsin.store.deadletter;

import org.jspecify.annotations.NullMarked;
