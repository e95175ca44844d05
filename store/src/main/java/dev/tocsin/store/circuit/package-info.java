/** Circuits: which targets are down, and what waits for them. */
@NullMarked
package dev.tocsin.store.circuit;

import org.jspecify.annotations.NullMarked;
