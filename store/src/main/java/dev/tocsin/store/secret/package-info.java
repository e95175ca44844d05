/** How secrets that must be read again are kept: encrypted, under keys of the processes. */
@NullMarked
package dev.tocsin.store.secret;

import org.jspecify.annotations.NullMarked;
