/** Who calls: from the key in the headers to a tenant, what it may do, and how much. */
@NullMarked
package dev.tocsin.api.auth;

import org.jspecify.annotations.NullMarked;
