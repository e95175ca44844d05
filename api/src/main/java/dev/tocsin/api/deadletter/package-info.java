/** Orders for many dead letters at once: redrive or discard what a filter names. */
@NullMarked
package dev.tocsin.api.deadletter;

import org.jspecify.annotations.NullMarked;
