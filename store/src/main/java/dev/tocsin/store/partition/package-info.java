/** The daily partitions: made ahead, dropped when nobody can need them any more. */
@NullMarked
package dev.tocsin.store.partition;

import org.jspecify.annotations.NullMarked;
