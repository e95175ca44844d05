/**
 * Work that nobody waits for: done when there is time, and left to recovery where there is none.
 */
@NullMarked
package dev.tocsin.activities.background;

import org.jspecify.annotations.NullMarked;
