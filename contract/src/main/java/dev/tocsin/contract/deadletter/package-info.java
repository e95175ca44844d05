/** What the worker and the API agree on about orders for many dead letters at once. */
@NullMarked
package dev.tocsin.contract.deadletter;

import org.jspecify.annotations.NullMarked;
