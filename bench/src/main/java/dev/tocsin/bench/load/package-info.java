/** Publishers and receivers of webhooks, and what they see. */
@NullMarked
package dev.tocsin.bench.load;

import org.jspecify.annotations.NullMarked;
