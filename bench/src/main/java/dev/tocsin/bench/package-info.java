/** The command {@code ./tocsin bench}: measurements, never shipped. */
@NullMarked
package dev.tocsin.bench;

import org.jspecify.annotations.NullMarked;
