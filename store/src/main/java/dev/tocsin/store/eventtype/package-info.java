/** Event types: the versions of their schemas, which never change once they are registered. */
@NullMarked
package dev.tocsin.store.eventtype;

import org.jspecify.annotations.NullMarked;
