/** Orchestrates a group of events: match, deliver, hand over. */
@NullMarked
package dev.tocsin.workflows.event;

import org.jspecify.annotations.NullMarked;
