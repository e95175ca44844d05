/**
 * What channels for people have in common: the parts of a message (title, colour of the severity,
 * table of details, link), and cutting text to a provider's limits.
 */
@NullMarked
package dev.tocsin.activities.channel.message;

import org.jspecify.annotations.NullMarked;
