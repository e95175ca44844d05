/** Shared templates and their versions. */
@NullMarked
package dev.tocsin.store.template;

import org.jspecify.annotations.NullMarked;
