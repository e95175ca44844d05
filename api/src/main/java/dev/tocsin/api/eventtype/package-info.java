/** Event types as versioned contracts: registering, looking, deprecating. */
@NullMarked
package dev.tocsin.api.eventtype;

import org.jspecify.annotations.NullMarked;
