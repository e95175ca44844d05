/** The addresses that a tenant's mails do not go to. */
@NullMarked
package dev.tocsin.api.suppression;

import org.jspecify.annotations.NullMarked;
