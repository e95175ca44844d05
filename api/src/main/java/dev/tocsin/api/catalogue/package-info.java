/**
 * The catalogue of event types: its page, and the figures on it, which the door counts in memory.
 */
@NullMarked
package dev.tocsin.api.catalogue;

import org.jspecify.annotations.NullMarked;
