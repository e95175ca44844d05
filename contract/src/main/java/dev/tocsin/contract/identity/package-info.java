/**
 * How events, deliveries and subscriptions get their ids: time-ordered when new, derived by SHA-256
 * when the same thing must get the same id again.
 */
@NullMarked
package dev.tocsin.contract.identity;

import org.jspecify.annotations.NullMarked;
