/** TELEGRAM: an event as a message of this installation's bot in a chat, group or channel. */
@NullMarked
package dev.tocsin.activities.channel.telegram;

import org.jspecify.annotations.NullMarked;
