/** Carries out orders for many dead letters. */
@NullMarked
package dev.tocsin.activities.deadletter;

import org.jspecify.annotations.NullMarked;
