/**
 * SLACK: an event as a message in a Slack channel, through an incoming webhook of the subscriber's
 * or through {@code chat.postMessage} with a token of this installation's.
 */
@NullMarked
package dev.tocsin.activities.channel.slack;

import org.jspecify.annotations.NullMarked;
