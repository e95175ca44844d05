/** The workflow that redrives or discards many dead letters. */
@NullMarked
package dev.tocsin.workflows.deadletter;

import org.jspecify.annotations.NullMarked;
