/** Orchestrates one delivery that needs more than its first attempt. */
@NullMarked
package dev.tocsin.workflows.delivery;

import org.jspecify.annotations.NullMarked;
