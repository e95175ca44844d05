/** What the worker and the launcher agree on about taking up what nobody carries. */
@NullMarked
package dev.tocsin.contract.recovery;

import org.jspecify.annotations.NullMarked;
