/**
 * The envelopes that events come in besides the simple form: CloudEvents 1.0, Amazon EventBridge's
 * events, and the domain envelope inside of their {@code detail}. Each is read into one {@link
 * dev.tocsin.api.event.envelope.EnvelopeDraft}.
 */
@NullMarked
package dev.tocsin.api.event.envelope;

import org.jspecify.annotations.NullMarked;
