/**
 * A Tocsin in a process of its own, with the servers that it needs, and looks into it from outside.
 */
@NullMarked
package dev.tocsin.bench.system;

import org.jspecify.annotations.NullMarked;
