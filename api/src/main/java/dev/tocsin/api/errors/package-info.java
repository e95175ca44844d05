/**
 * What callers are told when something is wrong: typed exceptions, each mapped once to JSON, and
 * never a stack trace, SQL or a class name.
 */
@NullMarked
package dev.tocsin.api.errors;

import org.jspecify.annotations.NullMarked;
