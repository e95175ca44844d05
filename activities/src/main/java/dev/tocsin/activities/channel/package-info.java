/**
 * The ways to deliver. {@link dev.tocsin.activities.channel.Channel} is the whole of what a new
 * channel implements; {@link dev.tocsin.activities.channel.ChannelRegistry} is the one place that
 * names them.
 */
@NullMarked
package dev.tocsin.activities.channel;

import org.jspecify.annotations.NullMarked;
