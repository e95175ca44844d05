/** What receivers that mean harm do to Tocsin. */
@NullMarked
package dev.tocsin.bench.hostile;

import org.jspecify.annotations.NullMarked;
