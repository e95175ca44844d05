/** The process: its configuration, its parts and the order in which they stop. */
@NullMarked
package dev.tocsin.api.process;

import org.jspecify.annotations.NullMarked;
