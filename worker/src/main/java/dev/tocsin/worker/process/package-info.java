/** The worker as a process: its parts, and the order in which they start and stop. */
@NullMarked
package dev.tocsin.worker.process;

import org.jspecify.annotations.NullMarked;
