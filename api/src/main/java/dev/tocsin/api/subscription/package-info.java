/** Subscribing: checking, keeping, changing and listing subscriptions. */
@NullMarked
package dev.tocsin.api.subscription;

import org.jspecify.annotations.NullMarked;
