/** What shares Tocsin with a flood, or with endpoints that never answer. */
@NullMarked
package dev.tocsin.standalone.neighbours;

import org.jspecify.annotations.NullMarked;
