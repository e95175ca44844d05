/** Trying an event pattern on an event before subscribing with it. */
@NullMarked
package dev.tocsin.api.pattern;

import org.jspecify.annotations.NullMarked;
