/** The channels that Tocsin comes with, listed in one place, and the settings that they need. */
@NullMarked
package dev.tocsin.activities.channel.standard;

import org.jspecify.annotations.NullMarked;
