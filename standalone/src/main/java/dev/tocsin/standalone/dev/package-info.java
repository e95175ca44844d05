/** API and worker in one process, on servers of this machine. */
@NullMarked
package dev.tocsin.standalone.dev;

import org.jspecify.annotations.NullMarked;
