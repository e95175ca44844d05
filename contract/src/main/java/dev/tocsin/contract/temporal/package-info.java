/** Names that Temporal sees: task queues, workflow ids, search attributes, priorities. */
@NullMarked
package dev.tocsin.contract.temporal;

import org.jspecify.annotations.NullMarked;
