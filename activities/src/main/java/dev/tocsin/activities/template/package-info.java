/**
 * What a message says where its subscriber decides: Mustache templates and input transforms. Both
 * reach nothing but the event, escape by where a value lands, and end after a bounded effort.
 */
@NullMarked
package dev.tocsin.activities.template;

import org.jspecify.annotations.NullMarked;
