/** Accepted events and the keys that tell a new one from a known one. */
@NullMarked
package dev.tocsin.store.event;

import org.jspecify.annotations.NullMarked;
