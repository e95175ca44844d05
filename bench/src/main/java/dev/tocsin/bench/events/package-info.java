/** Events on their whole way, from publishers to receivers. */
@NullMarked
package dev.tocsin.bench.events;

import org.jspecify.annotations.NullMarked;
