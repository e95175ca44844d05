/**
 * Processes that are killed, or halt at a named point, in the middle of their work: nothing that
 * was accepted is lost, and what comes twice comes under the same {@code webhook-id}.
 */
@NullMarked
package dev.tocsin.standalone.crash;

import org.jspecify.annotations.NullMarked;
