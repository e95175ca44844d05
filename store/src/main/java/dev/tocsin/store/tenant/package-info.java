/** What a tenant has decided for itself. */
@NullMarked
package dev.tocsin.store.tenant;

import org.jspecify.annotations.NullMarked;
