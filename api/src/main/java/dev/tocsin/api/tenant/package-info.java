/** What a tenant decides for itself. */
@NullMarked
package dev.tocsin.api.tenant;

import org.jspecify.annotations.NullMarked;
