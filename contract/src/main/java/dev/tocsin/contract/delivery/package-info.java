/** What the worker and the API agree on about one delivery that needs a workflow of its own. */
@NullMarked
package dev.tocsin.contract.delivery;

import org.jspecify.annotations.NullMarked;
