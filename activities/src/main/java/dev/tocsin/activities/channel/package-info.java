/**
 * The ways to deliver. {@link dev.tocsin.activities.channel.Channel} is the whole of what a new
 * channel implements; {@code StandardChannels} is the one place that lists them.
 */
@NullMarked
package dev.tocsin.activities.channel;

import org.jspecify.annotations.NullMarked;
