/** How fast events are accepted. */
@NullMarked
package dev.tocsin.bench.ingest;

import org.jspecify.annotations.NullMarked;
