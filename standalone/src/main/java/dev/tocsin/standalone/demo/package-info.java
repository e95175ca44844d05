/** The demonstration: real receivers, real subscriptions, real events, watched to their end. */
@NullMarked
package dev.tocsin.standalone.demo;

import org.jspecify.annotations.NullMarked;
