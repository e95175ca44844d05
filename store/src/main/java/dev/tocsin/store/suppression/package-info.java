/**
 * Addresses that a tenant's mails do not go to, and what the mail provider told of mails after it
 * had taken them.
 */
@NullMarked
package dev.tocsin.store.suppression;

import org.jspecify.annotations.NullMarked;
