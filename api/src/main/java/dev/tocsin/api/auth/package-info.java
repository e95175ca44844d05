/** Who calls: from the header {@code x-api-key} to a tenant. */
@NullMarked
package dev.tocsin.api.auth;

import org.jspecify.annotations.NullMarked;
