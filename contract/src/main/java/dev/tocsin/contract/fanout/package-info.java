/** What the processes agree on about an event with a large audience. */
@NullMarked
package dev.tocsin.contract.fanout;

import org.jspecify.annotations.NullMarked;
