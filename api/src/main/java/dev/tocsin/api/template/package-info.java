/** Shared templates: making, versions, trying them out. */
@NullMarked
package dev.tocsin.api.template;

import org.jspecify.annotations.NullMarked;
