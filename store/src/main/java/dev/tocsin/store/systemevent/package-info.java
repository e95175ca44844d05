/**
 * Events that Tocsin itself reports, on the same bus as all others: each is written in the
 * transaction of the fact that it tells.
 */
@NullMarked
package dev.tocsin.store.systemevent;

import org.jspecify.annotations.NullMarked;
