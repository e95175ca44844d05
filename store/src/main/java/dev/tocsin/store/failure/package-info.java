/** What deliveries fail of. */
@NullMarked
package dev.tocsin.store.failure;

import org.jspecify.annotations.NullMarked;
