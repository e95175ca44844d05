/**
 * How a request may speak to Temporal: briefly, so that a Temporal that is away holds up nobody.
 */
@NullMarked
package dev.tocsin.api.temporal;

import org.jspecify.annotations.NullMarked;
