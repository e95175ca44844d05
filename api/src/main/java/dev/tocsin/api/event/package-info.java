/**
 * Publishing: reading and checking what a publisher sends, the door that makes it durable, and the
 * lanes that start its workflow.
 */
@NullMarked
package dev.tocsin.api.event;

import org.jspecify.annotations.NullMarked;
