/** The catalogue: which event types there are, what came of each, and who is subscribed. */
@NullMarked
package dev.tocsin.store.catalogue;

import org.jspecify.annotations.NullMarked;
