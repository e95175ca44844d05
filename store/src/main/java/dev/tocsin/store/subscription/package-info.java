/** Subscriptions, their revisions, and what pausing and deleting do to their deliveries. */
@NullMarked
package dev.tocsin.store.subscription;

import org.jspecify.annotations.NullMarked;
