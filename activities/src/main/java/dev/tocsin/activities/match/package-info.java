/** Which subscriptions an event matches: an index in memory that follows the table. */
@NullMarked
package dev.tocsin.activities.match;

import org.jspecify.annotations.NullMarked;
