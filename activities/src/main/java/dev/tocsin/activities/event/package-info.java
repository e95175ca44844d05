/** The local activities of the event workflow. */
@NullMarked
package dev.tocsin.activities.event;

import org.jspecify.annotations.NullMarked;
