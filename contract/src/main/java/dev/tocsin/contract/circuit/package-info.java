/** The workflow of a target that is down: one for all deliveries that wait for it. */
@NullMarked
package dev.tocsin.contract.circuit;

import org.jspecify.annotations.NullMarked;
