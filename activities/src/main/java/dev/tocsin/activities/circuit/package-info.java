/** Notices that a target is down, and starts the workflow that attends to it. */
@NullMarked
package dev.tocsin.activities.circuit;

import org.jspecify.annotations.NullMarked;
