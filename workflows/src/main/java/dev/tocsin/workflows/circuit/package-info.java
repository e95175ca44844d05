/** The workflow of a target that is down. */
@NullMarked
package dev.tocsin.workflows.circuit;

import org.jspecify.annotations.NullMarked;
