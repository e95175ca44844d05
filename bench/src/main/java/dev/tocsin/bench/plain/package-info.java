/** A Dropwizard application that validates events as Tocsin does, and hands them on. */
@NullMarked
package dev.tocsin.bench.plain;

import org.jspecify.annotations.NullMarked;
