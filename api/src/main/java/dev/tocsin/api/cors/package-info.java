/** What pages of other origins may do with the API, as the Fetch standard has it. */
@NullMarked
package dev.tocsin.api.cors;

import org.jspecify.annotations.NullMarked;
