/** API keys: made once, kept as a hash; what each may do, and how much of it is used. */
@NullMarked
package dev.tocsin.store.key;

import org.jspecify.annotations.NullMarked;
