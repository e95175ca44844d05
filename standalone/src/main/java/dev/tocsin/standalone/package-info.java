/** The command line: the one program that {@code ./tocsin} starts. */
@NullMarked
package dev.tocsin.standalone;

import org.jspecify.annotations.NullMarked;
