/** Takes up events and deliveries that nobody carries. */
@NullMarked
package dev.tocsin.activities.recovery;

import org.jspecify.annotations.NullMarked;
