/** Encryption of what passes through Temporal, and so stays in its database. */
@NullMarked
package dev.tocsin.worker.history;

import org.jspecify.annotations.NullMarked;
