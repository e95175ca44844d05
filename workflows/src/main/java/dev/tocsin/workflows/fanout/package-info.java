/** The workflow of an event with a large audience. */
@NullMarked
package dev.tocsin.workflows.fanout;

import org.jspecify.annotations.NullMarked;
