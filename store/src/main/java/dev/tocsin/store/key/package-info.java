/** API keys: made once, kept as a hash. */
@NullMarked
package dev.tocsin.store.key;

import org.jspecify.annotations.NullMarked;
